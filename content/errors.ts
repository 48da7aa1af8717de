// Runs in the browser and on the server. No DOM, no node: imports.

/** One exception as a log shows it, and what it comes from. The text is exact: readers search for it. */
export interface ErrorEntry {
  /** Permanent: its fragment on the page. */
  slug: string;
  type: string;
  /** Without the type. Empty where the exception has none. */
  text: string;
  raisedBy: 'Starlette' | 'uvicorn' | 'hypercorn' | 'daphne' | 'your handler';
  cause: string;
  cure: string;
  /** What the page is told on uvicorn. */
  told: string;
  /** As in a claim: what shows the text. */
  proof: string;
  /** The page that explains it. */
  path: string;
}

export const ERRORS = [
  {
    slug: 'accept-twice',
    type: 'RuntimeError',
    text: `Expected ASGI message "websocket.send" or "websocket.close", but got 'websocket.accept'`,
    raisedBy: 'Starlette',
    cause: 'The connection is accepted a second time. Mostly by manager.connect(), which accepts too, after accept().',
    cure: 'Call register() on a connection that is accepted already, or leave accept() to connect().',
    told: 'open, then close 1006',
    proof: 'connect-after-accept truth:accept_twice',
    path: '/learn/connection-manager/',
  },
  {
    slug: 'send-before-accept',
    type: 'RuntimeError',
    text: `Expected ASGI message "websocket.accept", "websocket.close" or "websocket.http.response.start", but got 'websocket.send'`,
    raisedBy: 'Starlette',
    cause: 'A message is sent before accept, often an error message that should explain the refusal.',
    cure: 'Accept first.',
    told: 'error, then close 1006',
    proof: 'truth:send_before_accept',
    path: '/learn/core-pattern/',
  },
  {
    slug: 'denial-after-accept',
    type: 'RuntimeError',
    text: `Expected ASGI message "websocket.send" or "websocket.close", but got 'websocket.http.response.start'`,
    raisedBy: 'Starlette',
    cause: 'A denial response is sent after accept. The handshake is answered already, and there is no second answer.',
    cure: 'Close with a code instead, or send the denial before accept.',
    told: 'open, then close 1006',
    proof: 'truth:denial_after_accept',
    path: '/explain/three-ways/',
  },
  {
    slug: 'http-exception-after-accept',
    type: 'RuntimeError',
    text: `Expected ASGI message 'websocket.send' or 'websocket.close', but got 'websocket.http.response.start'.`,
    raisedBy: 'uvicorn',
    cause:
      'An HTTPException left the handler after accept. Starlette makes a denial response of it, which comes too late.',
    cure: 'After accept, close with a code or raise WebSocketException.',
    told: 'open, then close 1006',
    proof: 'truth:f_http_exception_after',
    path: '/learn/pitfalls/',
  },
  {
    slug: 'receive-before-accept',
    type: 'WebSocketDisconnected',
    text: 'WebSocket is not connected. Need to call "accept" first.',
    raisedBy: 'Starlette',
    cause: 'A message is awaited before accept, or after the handler has closed the connection itself.',
    cure: 'Accept first; return after every close. Before Starlette 1.9 the type is RuntimeError.',
    told: 'error, then close 1006',
    proof: 'truth:receive_text_before_accept',
    path: '/learn/core-pattern/',
  },
  {
    slug: 'send-after-close',
    type: 'WebSocketDisconnected',
    text: 'Cannot call "send" once a close message has been sent.',
    raisedBy: 'Starlette',
    cause:
      'Something is sent, or the connection closed again, after a close. A close that raised counts too, so it cannot be tried again with another code.',
    cure: 'Return after close(). Check code and reason before you close. Before Starlette 1.9 the type is RuntimeError.',
    told: 'the first close, or 1006 where it raised',
    proof: 'truth:close_twice truth:code_1005_then_4000',
    path: '/learn/pitfalls/',
  },
  {
    slug: 'receive-after-disconnect',
    type: 'WebSocketDisconnected',
    text: 'Cannot call "receive" once a disconnect message has been received.',
    raisedBy: 'Starlette',
    cause: 'The loop goes on after WebSocketDisconnect, for example because it catches Exception and continues.',
    cure: 'Let WebSocketDisconnect end the loop. Before Starlette 1.9 the type is RuntimeError.',
    told: 'nothing: the client has gone',
    proof: 'truth:raw_recv_after_disconnect',
    path: '/learn/core-pattern/',
  },
  {
    slug: 'no-denial-extension',
    type: 'RuntimeError',
    text: `The server doesn't support the Websocket Denial Response extension.`,
    raisedBy: 'Starlette',
    cause: 'send_denial_response() on a server that does not offer the extension. daphne does not.',
    cure: 'Ask for "websocket.http.response" in scope["extensions"], and close before accept where it is missing.',
    told: 'error, then close 1006',
    proof: 'truth:denial_404',
    path: '/explain/three-ways/',
  },
  {
    slug: 'malformed-json',
    type: 'RuntimeError',
    text: 'Malformed JSON data received.',
    raisedBy: 'Starlette',
    cause: 'A WebSocketEndpoint with encoding "json" got something else. It closes with 1003 and then raises.',
    cure: 'Expect the traceback in the log, or receive text and parse it yourself.',
    told: 'close 1003, clean',
    proof: 'truth:c_json_bad endpoint-class-bad-json',
    path: '/learn/pitfalls/',
  },
  {
    slug: 'expected-text',
    type: 'RuntimeError',
    text: 'Expected text websocket messages, but got bytes',
    raisedBy: 'Starlette',
    cause: 'A WebSocketEndpoint with encoding "text" got a binary message. It closes with 1003 and then raises.',
    cure: 'Expect the traceback in the log, or use a function endpoint.',
    told: 'close 1003, clean',
    proof: 'truth:c_text_binary',
    path: '/learn/pitfalls/',
  },
  {
    slug: 'invalid-status-code',
    type: 'websockets.exceptions.ProtocolError',
    text: 'invalid status code',
    raisedBy: 'uvicorn',
    cause: 'The close code may not travel in a Close frame: below 1000, 1004 to 1006, 1015 to 2999, or 5000 and more.',
    cure: 'Close with 1000, with a registered code, or with one from 3000 to 4999.',
    told: 'open, then close 1006',
    proof: 'reserved-code truth:code_1005',
    path: '/reference/close-codes/',
  },
  {
    slug: 'control-frame-too-long',
    type: 'websockets.exceptions.ProtocolError',
    text: 'control frame too long',
    raisedBy: 'uvicorn',
    cause: 'The reason has more than 123 bytes of UTF-8. The code is lost with it.',
    cure: 'Keep reasons short, and send what is long as a message before the close.',
    told: 'open, then close 1006',
    proof: 'reason-too-long truth:reason_ascii124',
    path: '/reference/close-codes/',
  },
  {
    slug: 'invalid-close-code',
    type: 'Exception',
    text: 'invalid close code 1008 (must be 1000 or from [3000, 4999])',
    raisedBy: 'daphne',
    cause: 'daphne takes no registered code but 1000 from a handler, and so none of WebSocketException(1008).',
    cure: 'Close with a code from 3000 to 4999.',
    told: 'close 1011, on daphne',
    proof: 'truth:code_1008',
    path: '/reference/close-codes/',
  },
  {
    slug: 'unexpected-close',
    type: 'RuntimeError',
    text: `Unexpected ASGI message 'websocket.close', after sending 'websocket.close' or response already completed.`,
    raisedBy: 'uvicorn',
    cause: 'close() in a finally block after the client has gone, on the legacy implementation.',
    cure: 'Close before you return, not in finally.',
    told: 'nothing: the client has gone',
    proof: 'truth:close_in_finally',
    path: '/learn/pitfalls/',
  },
  {
    slug: 'key-error-text',
    type: 'KeyError',
    text: `'text'`,
    raisedBy: 'Starlette',
    cause: 'receive_text() or receive_json(), and the client sent a binary message.',
    cure: 'Catch it and close with 1003, or use receive() and look at both keys.',
    told: 'open, then close 1006',
    proof: 'truth:recv_json_binary',
    path: '/learn/pitfalls/',
  },
  {
    slug: 'accept-with-unoffered-subprotocol',
    type: 'Exception',
    text: 'Invalid Subprotocol',
    raisedBy: 'hypercorn',
    cause: 'accept(subprotocol=…) with a name that the client did not offer.',
    cure: 'Choose one of scope["subprotocols"], or none.',
    told: 'error, then close 1006',
    proof: 'truth:sp_not_offered',
    path: '/learn/pitfalls/',
  },
  {
    slug: 'disconnect-1006-from-send',
    type: 'starlette.websockets.WebSocketDisconnect',
    text: '',
    raisedBy: 'Starlette',
    cause:
      'Something was sent to a client that has gone. In a broadcast it is raised in the handler of whoever sends, who is still there.',
    cure: 'Catch it for each receiver of a broadcast, and go on with the others.',
    told: 'the healthy client: close 1006',
    proof: 'broadcast-with-a-dead-client',
    path: '/learn/connection-manager/',
  },
] as const satisfies readonly ErrorEntry[];
