import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';
import { MANAGER_MEMBERS, PYTHON_NAMES, WEBSOCKET_MEMBERS } from '#site/playground/editor/python-api.ts';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';

let sandbox: PythonSandbox;
beforeAll(async () => void (sandbox = await startPythonSandbox()));
afterAll(() => sandbox.close());

test('every name that the editor offers exists in the packages that run', async () => {
  const asked = JSON.stringify({
    members: WEBSOCKET_MEMBERS.map(({ name }) => name),
    manager: MANAGER_MEMBERS.map(({ name }) => name),
    names: PYTHON_NAMES.map(({ name }) => name),
  });
  const run = new PythonRun(
    sandbox,
    `
import json, autocoder, fastapi, starlette.endpoints, starlette.websockets
asked = json.loads(${JSON.stringify(asked)})
modules = (fastapi, starlette.endpoints, starlette.websockets, autocoder)

async def app(scope, receive, send):
    websocket = starlette.websockets.WebSocket(scope, receive, send)
    def has(name):
        try:
            return hasattr(type(websocket), name) or hasattr(websocket, name)
        except KeyError:
            return False
    missing = [name for name in asked["members"] if not has(name)]
    missing += [name for name in asked["manager"] if not hasattr(autocoder.manager, name)]
    missing += [name for name in asked["names"] if not any(hasattr(module, name) for module in modules)]
    print("missing", json.dumps(missing))
`,
  );
  await run.dial();
  expect((await run.first('console')).text).toBe('missing []');
});
