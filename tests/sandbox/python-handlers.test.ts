import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';

let sandbox: PythonSandbox;

beforeAll(async () => {
  sandbox = await startPythonSandbox({ pythonWarmProcesses: 2 });
});

afterAll(() => sandbox.close());

interface Case {
  what: string;
  code: string;
  target?: string;
  routes?: string[];
  sent: unknown[];
}

const accept = { type: 'websocket.accept', subprotocol: null, headers: [] };
const close = (code: number, reason = '') => ({ type: 'websocket.close', code, reason });
const base64 = (text: string) => Buffer.from(text).toString('base64');

const CASES: Case[] = [
  {
    what: 'a FastAPI application with typed parameters',
    code: `
from fastapi import FastAPI, WebSocket
app = FastAPI()
@app.websocket("/ws/{item}")
async def handler(websocket: WebSocket, item: int, size: int = 1):
    await websocket.accept()
    await websocket.close(4000, f"{item + size}")
`,
    target: '/ws/41',
    routes: ['/ws/{item}'],
    sent: [accept, close(4000, '42')],
  },
  {
    what: 'a function that makes the application, which uvicorn calls',
    code: `
from fastapi import FastAPI, WebSocket
def app():
    made = FastAPI()
    @made.websocket("/")
    async def handler(websocket: WebSocket):
        await websocket.close(4005)
    return made
`,
    routes: ['/'],
    sent: [close(4005)],
  },
  {
    what: 'a class of two calls, as ASGI 2 had it',
    code: `
class App:
    def __init__(self, scope):
        self.scope = scope
    async def __call__(self, receive, send):
        await receive()
        await send({"type": "websocket.close", "code": 4006, "reason": self.scope["path"]})
app = App
`,
    sent: [close(4006, '/')],
  },
  {
    what: 'an APIRouter without an application',
    code: `
from fastapi import APIRouter, WebSocket
router = APIRouter(prefix="/api")
@router.websocket("/ws")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await websocket.close(4001)
`,
    target: '/api/ws',
    routes: ['/api/ws'],
    sent: [accept, close(4001)],
  },
  {
    what: 'an application that includes a router and mounts another application',
    code: `
from fastapi import APIRouter, FastAPI, WebSocket
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
router = APIRouter()
@router.websocket("/ws")
async def handler(websocket: WebSocket): ...
async def mounted(websocket):
    await websocket.close()
app = FastAPI()
app.include_router(router, prefix="/api")
app.mount("/inner", Starlette(routes=[WebSocketRoute("/m", mounted)]))
`,
    target: '/inner/m',
    routes: ['/api/ws', '/inner/m'],
    sent: [close(1000)],
  },
  {
    what: 'a Starlette application',
    code: `
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
async def handler(websocket):
    await websocket.accept(subprotocol="chat", headers=[(b"x-why", b"caf\\xe9")])
    await websocket.close(4002, websocket.path_params["name"])
app = Starlette(routes=[WebSocketRoute("/{name}", handler)])
`,
    target: '/n%C3%A9',
    routes: ['/{name}'],
    sent: [{ ...accept, subprotocol: 'chat', headers: [['x-why', 'caf\u00e9']] }, close(4002, 'né')],
  },
  {
    what: 'a raw ASGI application',
    code: `
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        raise NotImplementedError
    assert (await receive())["type"] == "websocket.connect"
    assert scope["query_string"] == b"q=%20", scope
    assert (b"host", b"localhost:8888") in scope["headers"]
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "bytes": bytes(range(4))})
    await send({"type": "websocket.close", "code": 4003})
`,
    target: '/?q=%20',
    routes: [],
    sent: [
      { type: 'websocket.accept' },
      { type: 'websocket.send', bytes: 'AAECAw==' },
      { type: 'websocket.close', code: 4003 },
    ],
  },
  {
    what: 'a WebSocketEndpoint that gets bad JSON',
    code: `
from starlette.applications import Starlette
from starlette.endpoints import WebSocketEndpoint
from starlette.routing import WebSocketRoute
class Endpoint(WebSocketEndpoint):
    encoding = "json"
    async def on_receive(self, websocket, data):
        await websocket.send_json(data)
app = Starlette(routes=[WebSocketRoute("/", Endpoint)])
`,
    sent: [accept, close(1003)],
  },
  {
    what: 'dependencies of every kind',
    code: `
from fastapi import Depends, FastAPI, WebSocket
app = FastAPI()
async def an_async(): return "a"
def a_sync(): return "b"
async def async_yield(): yield "c"
def sync_yield(): yield "d"
class Callable:
    def __init__(self, q: str = "e"): self.q = q
@app.websocket("/")
async def handler(websocket: WebSocket, a=Depends(an_async), b=Depends(a_sync), c=Depends(async_yield),
                  d=Depends(sync_yield), e: Callable = Depends()):
    await websocket.accept()
    await websocket.close(4004, a + b + c + d + e.q)
`,
    sent: [accept, close(4004, 'abcde')],
  },
  {
    what: 'FastAPI validation, which refuses before the handler runs',
    code: `
from fastapi import FastAPI, WebSocket
app = FastAPI()
@app.websocket("/{number}")
async def handler(websocket: WebSocket, number: int):
    await websocket.accept()
`,
    target: '/none',
    sent: [expect.objectContaining({ type: 'websocket.close', code: 1008 })],
  },
  {
    what: 'a WebSocketException of a dependency',
    code: `
from fastapi import Depends, FastAPI, WebSocket, WebSocketException
app = FastAPI()
def refuse():
    raise WebSocketException(4003, "no")
@app.websocket("/")
async def handler(websocket: WebSocket, none=Depends(refuse)): ...
`,
    sent: [close(4003, 'no')],
  },
  {
    what: 'an HTTPException before accept',
    code: `
from fastapi import FastAPI, HTTPException, WebSocket
app = FastAPI()
@app.websocket("/")
async def handler(websocket: WebSocket):
    raise HTTPException(401, "who are you", headers={"x-why": "token"})
`,
    sent: [
      expect.objectContaining({ type: 'websocket.http.response.start', status: 401 }),
      expect.objectContaining({ type: 'websocket.http.response.body', body: base64('{"detail":"who are you"}') }),
    ],
  },
  {
    what: 'an exception handler',
    code: `
from fastapi import FastAPI, WebSocket
app = FastAPI()
class Mine(Exception): ...
@app.exception_handler(Mine)
async def on_mine(websocket, error):
    await websocket.close(4010, str(error))
@app.websocket("/")
async def handler(websocket: WebSocket):
    await websocket.accept()
    raise Mine("handled")
`,
    sent: [accept, close(4010, 'handled')],
  },
  {
    what: 'TrustedHostMiddleware',
    code: `
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
app = Starlette(middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["example.test"])])
`,
    sent: [
      expect.objectContaining({ type: 'websocket.http.response.start', status: 400 }),
      expect.objectContaining({ body: base64('Invalid host header') }),
    ],
  },
  {
    what: 'a lifespan, started before the first connection',
    code: `
from contextlib import asynccontextmanager
from fastapi import FastAPI, WebSocket
@asynccontextmanager
async def lifespan(app):
    yield {"greeting": "hello"}
app = FastAPI(lifespan=lifespan)
@app.websocket("/")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await websocket.close(4000, websocket.state.greeting)
`,
    sent: [accept, close(4000, 'hello')],
  },
  {
    what: 'a bare handler, at a path made of its parameters',
    code: `
from starlette.websockets import WebSocket
async def handler(websocket: WebSocket, project_name: str, number: int, mode="dev"):
    await websocket.accept()
    await websocket.close(4000, f"{project_name} {number + 1} {mode}")
`,
    target: '/QR/1?mode=uat',
    routes: ['/{project_name}/{number}'],
    sent: [accept, close(4000, 'QR 2 uat')],
  },
  {
    what: 'a bare handler without annotations',
    code: `
import json
async def handler(ws):
    await ws.accept()
    await ws.close(4000)
`,
    routes: ['/'],
    sent: [accept, close(4000)],
  },
  {
    what: 'what is due already, as asyncio does',
    code: `
import asyncio
async def handler(websocket):
    await websocket.accept()
    loop, came = asyncio.get_running_loop(), asyncio.Queue()
    loop.call_at(loop.time() - 1, came.put_nowait, "call_at")
    loop.call_later(-1, came.put_nowait, "call_later")
    seen = sorted([await came.get(), await came.get()])
    await websocket.close(4000, repr(seen))
`,
    sent: [accept, close(4000, "['call_at', 'call_later']")],
  },
  {
    what: 'asyncio and anyio',
    code: `
import asyncio, anyio
async def handler(websocket):
    await websocket.accept()
    queue, lock, seen = asyncio.Queue(), asyncio.Lock(), []
    async with asyncio.TaskGroup() as group:
        group.create_task(queue.put(1))
        group.create_task(asyncio.sleep(0.001))
    async with lock:
        seen.append(await queue.get())
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except TimeoutError:
        seen.append("wait_for")
    try:
        async with asyncio.timeout(0.01):
            await queue.get()
    except TimeoutError:
        seen.append("timeout")
    async with anyio.create_task_group() as group:
        group.start_soon(anyio.sleep, 0.001)
    try:
        with anyio.fail_after(0.01):
            await anyio.sleep(5)
    except TimeoutError:
        seen.append("anyio")
    seen.append(await asyncio.to_thread(lambda: "in place"))
    seen.append(await anyio.to_thread.run_sync(lambda: "in place"))
    await websocket.close(4000, repr(seen))
`,
    sent: [accept, close(4000, "[1, 'wait_for', 'timeout', 'anyio', 'in place', 'in place']")],
  },
];

test.for(CASES)('runs $what', async ({ code, target = '/', routes, sent }) => {
  using run = new PythonRun(sandbox, code);
  run.inbox.push({ type: 'websocket.receive', text: 'not json' });
  const ready = await run.first('ready');
  if (routes !== undefined) expect(ready.routes).toEqual(routes);
  const visit = await run.visit(target);
  expect(visit.sent).toEqual(sent);
});

const SEED = `
async def my_websocket(websocket: WebSocket, some_param: str):
    """WebSocket endpoint with proper error handling."""

    # 1. Accept FIRST (required by Starlette/FastAPI)
    await websocket.accept()

    # 3. Validate input parameters
    if not validate_param(some_param):
        await websocket.close(code=4000, reason="Invalid parameter")
        return

    # 4. Look up resources
    resource = get_resource(some_param)
    if not resource:
        await websocket.close(code=4004, reason="Resource not found")
        return

    # 5. Register with connection manager (if applicable)
    await manager.register(websocket, some_param)  # NOT connect() - already accepted

    # 6. Main message loop
    try:
        while True:
            data = await websocket.receive_text()
            # ... handle messages
    except WebSocketDisconnect:
        pass  # Normal disconnect
    finally:
        await manager.disconnect(websocket, some_param)


# Use connect() when you don't need validation before accepting
async def simple_websocket(websocket: WebSocket, project_name: str):
    await manager.connect(websocket, project_name)  # Accepts + registers
`;

test.for([
  ['as they are printed', SEED],
  ['with their imports', `from fastapi import WebSocket, WebSocketDisconnect\nfrom autocoder import *\n${SEED}`],
] as const)('runs the snippets of the document %s', async ([, code]) => {
  using run = new PythonRun(sandbox, code);
  expect((await run.first('ready')).routes).toEqual([
    '/{some_param}',
    '/my_websocket/{some_param}',
    '/{project_name}',
    '/simple_websocket/{project_name}',
  ]);
  expect((await run.visit('/not%20valid', 1)).sent).toEqual([accept, close(4000, 'Invalid parameter')]);
  expect((await run.visit('/unknown', 2)).sent).toEqual([accept, close(4004, 'Resource not found')]);
  expect((await run.visit('/QR', 3)).raised).toBeUndefined();
  expect((await run.visit('/simple_websocket/QR', 4)).sent).toEqual([accept]);
});
