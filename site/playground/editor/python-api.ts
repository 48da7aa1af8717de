/**
 * What the editor knows of Starlette and FastAPI: one true sentence each. The
 * completion list and the hover texts read it, and a test looks each name up
 * in the packages that run.
 */
export interface PythonName {
  name: string;
  kind: 'class' | 'method' | 'attribute' | 'value';
  /** As a call or a type is written, for the first line of the hover. */
  signature: string;
  meaning: string;
}

const method = (name: string, parameters: string, meaning: string): PythonName => ({
  name,
  kind: 'method',
  signature: `async def ${name}(${parameters})`,
  meaning,
});
const attribute = (name: string, type: string, meaning: string): PythonName => ({
  name,
  kind: 'attribute',
  signature: `${name}: ${type}`,
  meaning,
});
const classOf = (name: string, signature: string, meaning: string): PythonName => ({
  name,
  kind: 'class',
  signature,
  meaning,
});

/** After `websocket.` */
export const WEBSOCKET_MEMBERS: readonly PythonName[] = [
  method(
    'accept',
    'subprotocol=None, headers=None',
    'Answers the upgrade with HTTP 101, and only from then on can a close code reach the client.',
  ),
  method(
    'close',
    'code=1000, reason=None',
    'After accept() it sends a Close frame with the code and the reason; before accept() the client gets HTTP 403 and neither.',
  ),
  method('receive_text', '', 'Waits for a text message, and raises WebSocketDisconnect when the client has gone.'),
  method('receive_bytes', '', 'Waits for a binary message, and raises WebSocketDisconnect when the client has gone.'),
  method(
    'receive_json',
    'mode="text"',
    'Waits for a message and parses it; text that is not JSON raises json.JSONDecodeError.',
  ),
  method(
    'iter_text',
    '',
    'Yields text messages until the client disconnects, which ends the loop without an exception.',
  ),
  method(
    'iter_bytes',
    '',
    'Yields binary messages until the client disconnects, which ends the loop without an exception.',
  ),
  method(
    'iter_json',
    '',
    'Yields parsed messages until the client disconnects, and raises at the first that is not JSON.',
  ),
  method('send_text', 'data: str', 'Sends one text message; before accept() it raises RuntimeError.'),
  method('send_bytes', 'data: bytes', 'Sends one binary message; before accept() it raises RuntimeError.'),
  method(
    'send_json',
    'data, mode="text"',
    'Sends a value as JSON in one message; before accept() it raises RuntimeError.',
  ),
  method(
    'send_denial_response',
    'response: Response',
    'Answers the upgrade with an HTTP response of your own; a browser hides it from the page, which sees 1006.',
  ),
  method('receive', '', 'Waits for the next ASGI message, the first of which is websocket.connect.'),
  method(
    'send',
    'message',
    'Sends an ASGI message, and raises RuntimeError when the state of the connection forbids it.',
  ),
  attribute(
    'client_state',
    'WebSocketState',
    'What the server has said so far: CONNECTED once websocket.connect was received, DISCONNECTED after websocket.disconnect.',
  ),
  attribute(
    'application_state',
    'WebSocketState',
    'What your handler has said so far: CONNECTED after accept(), DISCONNECTED after close().',
  ),
  attribute('path_params', 'dict', 'The values that the path of the route named in braces.'),
  attribute('query_params', 'QueryParams', 'The parameters behind the question mark, as text.'),
  attribute('headers', 'Headers', 'The headers of the upgrade request, found by name in any case.'),
  attribute(
    'cookies',
    'dict',
    'The cookies of the upgrade request, the one credential that a browser sends by itself.',
  ),
  attribute('client', 'Address | None', 'Host and port of who connected, which behind a proxy is the proxy.'),
  attribute('url', 'URL', 'The address that the client asked for.'),
  attribute('app', 'FastAPI', 'The application that the request came through.'),
  attribute('state', 'State', 'A place for values of your own that live as long as the connection.'),
  attribute('scope', 'dict', 'The ASGI scope: everything that the server knew when the upgrade request came.'),
];

/** After `manager.`, of the module `autocoder`. */
export const MANAGER_MEMBERS: readonly PythonName[] = [
  method(
    'connect',
    'websocket, name',
    'Accepts the connection and registers it; after accept() call register() instead.',
  ),
  method('register', 'websocket, name', 'Registers a connection that has been accepted.'),
  method('disconnect', 'websocket, name', 'Forgets a connection, and does not close it.'),
  method(
    'broadcast',
    'name, message',
    'Sends a message as JSON to each connection of a name, and forgets those that fail.',
  ),
];

export const PYTHON_NAMES: readonly PythonName[] = [
  classOf(
    'FastAPI',
    'class FastAPI()',
    'An application whose routes validate their parameters before your handler runs.',
  ),
  classOf(
    'APIRouter',
    'class APIRouter(prefix="")',
    'A group of routes that app.include_router() adds to an application.',
  ),
  classOf('WebSocket', 'class WebSocket', 'The connection, from the upgrade request on and before it is accepted.'),
  classOf(
    'WebSocketDisconnect',
    'class WebSocketDisconnect(code=1000, reason=None)',
    'Raised by the receive methods when the client has gone; it carries the code and the reason of its Close frame.',
  ),
  classOf(
    'WebSocketException',
    'class WebSocketException(code, reason=None)',
    'Raise it to close with a code and a reason; before accept() the client gets HTTP 403 instead.',
  ),
  classOf(
    'HTTPException',
    'class HTTPException(status_code, detail=None, headers=None)',
    'Raise it before accept() to answer the upgrade with an HTTP status, which a browser hides from the page.',
  ),
  classOf(
    'Depends',
    'Depends(dependency)',
    'Has FastAPI call a function before your handler; what it raises then comes before accept().',
  ),
  classOf(
    'WebSocketState',
    'class WebSocketState',
    'CONNECTING, CONNECTED, DISCONNECTED or RESPONSE; client_state and application_state hold one each.',
  ),
  classOf(
    'WebSocketEndpoint',
    'class WebSocketEndpoint',
    "Starlette's handler as a class: on_connect(), which accepts, on_receive() and on_disconnect().",
  ),
  classOf(
    'ConnectionManager',
    'class ConnectionManager()',
    'Keeps the open connections of each name, so that a message can reach all of them.',
  ),
];
