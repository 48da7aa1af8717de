import { isPythonValue } from '#asgi/python-values.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { visibleText } from '../visible-text.ts';
import type { BrowserEvent } from './browser-event.ts';
import type { Lane, TimelineRow } from './timeline-state.ts';

/** How a row is drawn: from which lane to which, and what it says. */
export interface RowText {
  text: string;
  /** The other end of the arrow; absent where nothing travels. */
  to: Lane | undefined;
  /** A word in front of the text that tells rows of one lane apart. */
  label: string;
  tone: 'plain' | 'quiet' | 'problem';
}

export function rowText({ entry }: TimelineRow): RowText {
  return entry.from === 'browser' ? browserText(entry.event) : serverText(entry.event);
}

const row = (label: string, text = '', to?: Lane, tone: RowText['tone'] = 'plain'): RowText => ({
  label: visibleText(label),
  text: visibleText(text),
  to,
  tone,
});

function browserText(event: BrowserEvent): RowText {
  switch (event.kind) {
    case 'new-websocket':
      return row('new WebSocket', [event.path, ...event.protocols].join(' '), 'wire');
    case 'open':
      return row('open', event.protocol === '' ? '' : `protocol ${event.protocol}`);
    case 'message':
      return row('message', event.binary ? event.data : quote(event.data));
    case 'error':
      return row('error', 'no details');
    case 'close':
      return row('close', `${event.code} ${quote(event.reason)} ${event.wasClean ? 'clean' : 'unclean'}`);
    case 'call-send':
      return row('send()', event.binary ? `${event.data.length / 2} bytes` : quote(event.data), 'wire');
    case 'call-close':
      return row('close()', [event.code, event.reason && quote(event.reason)].filter(Boolean).join(' '), 'wire');
    case 'page-left':
      return row('page left', 'the browser closes with 1001 and tells nobody', 'wire');
    case 'call-cut':
      return row('drop', 'the server is asked to cut TCP without a Close frame', 'wire');
    case 'exception':
      return row(event.name, event.message, undefined, 'problem');
  }
}

function serverText(event: TimelineEvent): RowText {
  switch (event.kind) {
    case 'upgrade-request':
      // The session is the same in each row and hides what differs; the bytes have it in full.
      return row(event.method, event.target.replace(/^\/live\/[^/]+/, '/live/…'), 'server');
    case 'http-response':
      return row(`HTTP ${event.status}`, event.reason, 'browser');
    case 'frame':
      return row(
        `${event.opcode} frame`,
        frameText(event),
        event.direction === 'client-to-server' ? 'server' : 'browser',
      );
    case 'tcp-end':
      return row(
        'TCP end',
        event.how.toUpperCase(),
        event.direction === 'client-to-server' ? 'server' : 'browser',
        'quiet',
      );
    case 'asgi-receive':
      return row('receive', asgiText(event.message), 'handler');
    case 'waiting':
      return row('waits', 'for a message', undefined, 'quiet');
    case 'asgi-send':
      return event.refused === undefined
        ? row('send', asgiText(event.message), 'server')
        : row('send', `${asgiText(event.message)}, refused: ${event.refused.message}`, 'server', 'problem');
    case 'state':
      return row('state', `client ${event.client_state}, application ${event.application_state}`, undefined, 'quiet');
    case 'console':
      return row(`console.${event.level}`, event.text);
    case 'server-log':
      return row(event.level, event.text.split('\n')[0] ?? '', undefined, 'quiet');
    case 'exception':
      return row(event.type, event.message, undefined, 'problem');
    case 'limit':
      return row(event.title, event.message, undefined, 'problem');
  }
}

function frameText(frame: Extract<TimelineEvent, { kind: 'frame' }>): string {
  if (frame.opcode === 'close')
    return frame.closeCode === undefined ? 'no code' : `${frame.closeCode} ${quote(frame.closeReason ?? '')}`;
  return frame.text === undefined ? `${frame.payloadBytes} bytes` : quote(frame.text);
}

function asgiText({ type, ...fields }: { type: string; [field: string]: unknown }): string {
  const said = Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([, value]) => (typeof value === 'string' ? quote(value) : valueText(value)));
  return [type, ...said].join(' ');
}

/** What JSON has no word for, such as `nan`, comes with its Python type. */
const valueText = (value: unknown): string => (isPythonValue(value) ? value.text : JSON.stringify(value));

const quote = (text: string): string => JSON.stringify(text);
