import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { projectFiles, REAL_SERVERS } from '#site/playground/share/project-files.ts';

const GUEST = {
  requirements: '# x\nfastapi==1.2.3 --hash=sha256:00\nstarlette==4.5 --hash=x\nanyio==6\n',
  autocoder: 'MODULE',
  bareHandlers: 'BARE',
  seedNames: 'NAMES',
};
const STATE = { version: 1, language: 'python', code: 'app = 1\n', server: 'uvicorn' } as const;

test('a Python project has the code, the pinned packages without their hashes, and how to run it', () => {
  const files = projectFiles(STATE, GUEST);
  expect(Object.keys(files)).toEqual(['main.py', 'requirements.txt', 'README.md']);
  expect(files['main.py']).toBe(STATE.code);
  expect(files['requirements.txt']).toBe('fastapi==1.2.3\nstarlette==4.5\nuvicorn==0.54.0\nwebsockets==17.4\n');
  expect(files['README.md']).toContain('python3 -m venv .venv');
});

test('the module of the examples comes along where it is imported', () => {
  const files = projectFiles({ ...STATE, code: 'from autocoder import manager\napp = 1\n' }, GUEST);
  expect(files['autocoder.py']).toBe('MODULE');
});

test('a handler without an application gets one, from the files that give it one in the playground', () => {
  const code = 'async def handler(websocket):\n    pass\n';
  const files = projectFiles({ ...STATE, code }, GUEST);
  expect(files).toMatchObject({ 'handler.py': code, 'bare_handlers.py': 'BARE', 'seed_names.py': 'NAMES' });
  expect(files['main.py']).toContain('app = bare_application(handler)');
  expect(files['README.md']).toContain('`handler.py` is your code.');
});

test('a TypeScript project says what its library is and how it runs for real', () => {
  const files = projectFiles({ ...STATE, language: 'typescript', server: 'daphne' }, GUEST);
  expect(Object.keys(files)).toEqual(['handler.ts', 'README.md']);
  expect(files['README.md']).toContain('npm run play -- path/to/handler.ts --server daphne');
});

test('the console line has the path and the query of the first client, quoted', () => {
  const clients = [{ path: '/a"b', query: '?t=1', subprotocols: '', script: '' }];
  expect(projectFiles({ ...STATE, clients }, GUEST)['README.md']).toContain('"ws://localhost:8000/a\\"b?t=1"');
});

test.for(SERVER_PROFILE_NAMES)('%s is installed in the version that its profile was measured against', (name) => {
  const file = name === 'uvicorn-legacy' ? 'requirements-legacy.in' : 'requirements-current.in';
  const measured = readFileSync(new URL(`../../../../truth-lab/servers/${file}`, import.meta.url), 'utf8');
  for (const pin of REAL_SERVERS[name].packages) {
    expect(measured.replaceAll('[standard]', '').split('\n')).toContain(pin);
  }
});
