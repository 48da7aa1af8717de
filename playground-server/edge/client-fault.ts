import type { ClientFault } from '#asgi/server-profile.ts';

/** What ws's receiver found wrong with a frame, in the words of the profiles. */
export function clientFault(error: Error & { code?: string }): ClientFault {
  const { code = '', message } = error;
  return (
    FAULTS.find((fault) => code === fault.code && (fault.text === undefined || message.endsWith(fault.text)))?.fault ??
    'invalid-opcode'
  );
}

const FAULTS: { code: string; text?: string; fault: ClientFault }[] = [
  { code: 'WS_ERR_EXPECTED_MASK', fault: 'incorrect-masking' },
  { code: 'WS_ERR_UNEXPECTED_RSV_1', fault: 'reserved-bits' },
  { code: 'WS_ERR_UNEXPECTED_RSV_2_3', fault: 'reserved-bits' },
  // ws complains of the opcode in all three cases: 0 without a message to continue, 1 or 2 within one, unknown.
  { code: 'WS_ERR_INVALID_OPCODE', text: 'invalid opcode 0', fault: 'unexpected-continuation' },
  { code: 'WS_ERR_INVALID_OPCODE', text: 'invalid opcode 1', fault: 'expected-continuation' },
  { code: 'WS_ERR_INVALID_OPCODE', text: 'invalid opcode 2', fault: 'expected-continuation' },
  { code: 'WS_ERR_INVALID_OPCODE', fault: 'invalid-opcode' },
  { code: 'WS_ERR_EXPECTED_FIN', fault: 'fragmented-control' },
  { code: 'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH', text: 'length 1', fault: 'close-too-short' },
  { code: 'WS_ERR_INVALID_CONTROL_PAYLOAD_LENGTH', fault: 'control-too-long' },
  { code: 'WS_ERR_INVALID_CLOSE_CODE', fault: 'invalid-close-code' },
  { code: 'WS_ERR_INVALID_UTF8', fault: 'invalid-utf8' },
  { code: 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', fault: 'message-too-big' },
  { code: 'WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', fault: 'message-too-big' },
  { code: 'WS_ERR_TOO_MANY_BUFFERED_PARTS', fault: 'too-many-fragments' },
];
