import { expect, test } from 'vitest';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

/** The path parameters that a template finds in a path, or `refused`. */
async function paramsOf(template: string, path: string): Promise<string> {
  const run = await program(
    `import { app } from 'playground';
app.websocket(${JSON.stringify(template)}, (websocket, params) => { console.log(JSON.stringify(params)); });`,
  ).open(1, scopeOf(path));
  await run.outcome();
  await run.stop();
  return run.logged()[0] ?? (run.sent()[0]?.type === 'websocket.close' ? 'refused' : 'nothing');
}

test.each([
  ['/ws/{name}', '/ws/QR', '{"name":"QR"}'],
  ['/ws/{name}', '/ws/a/b', 'refused'],
  ['/ws/{name}', '/ws/', 'refused'],
  ['/ws/{rest:path}', '/ws/a/b', '{"rest":"a/b"}'],
  ['/ws/{id:int}', '/ws/042', '{"id":42}'],
  ['/ws/{id:int}', '/ws/x', 'refused'],
  ['/ws/{x:float}/y', '/ws/1.5/y', '{"x":1.5}'],
  ['/ws/{id:uuid}', '/ws/123e4567-e89b-12d3-a456-426614174000', '{"id":"123e4567-e89b-12d3-a456-426614174000"}'],
  ['/ws/{id:uuid}', '/ws/123E4567e89B12D3A456426614174000', '{"id":"123e4567-e89b-12d3-a456-426614174000"}'],
  ['/ws/{id:int}', '/ws/5\n', '{"id":5}'],
  ['/ws/{rest:path}', '/ws/a\rb\u2028c\n', JSON.stringify({ rest: 'a\rb\u2028c' })],
  ['/ws/{rest:path}', '/ws/a\nb', 'refused'],
  ['/a.b', '/axb', 'refused'],
  ['/ws', '/ws/', 'refused'],
])('%s takes %s as %s', async (template, path, expected) => {
  expect(await paramsOf(template, path)).toBe(expected);
});

test('a path without a route is refused as Starlette does: close 1000 before accept, nothing received', async () => {
  const run = await program(`import { app } from 'playground'; app.websocket('/a', () => {});`).open(1, scopeOf('/b'));
  expect(await run.outcome()).toBeUndefined();
  expect(run.sent()).toEqual([{ type: 'websocket.close', code: 1000, reason: '' }]);
  await run.stop();
});

test('routes are told in the order of the program, and the first that matches serves', async () => {
  const run = await program(
    `import { app } from 'playground';
app.websocket('/{any}', () => console.log('first'));
app.asgi('/b', () => console.log('second'));`,
  ).open(1, scopeOf('/b'));
  await run.outcome();
  expect((await run.next('ready')).routes).toEqual(['/{any}', '/b']);
  expect(run.logged()).toEqual(['first']);
  await run.stop();
});

test.each([
  ['ws', "Routed paths must start with '/'"],
  ['/{a}/{a}', 'Duplicated param name a at path /{a}/{a}'],
  ['/{a:nope}', "Unknown path convertor 'nope'"],
])('the template %s is refused while the program is loaded', async (template, message) => {
  const run = program(`import { app } from 'playground';
app.websocket(${JSON.stringify(template)}, () => {});`);
  expect(await run.ended).toMatchObject({
    kind: 'rejected',
    exception: { message, line: 2 },
    diagnostics: [{ line: 2, severity: 'error' }],
  });
});

test('a bare ASGI application sees the messages themselves', async () => {
  const run = await program(
    `import { app } from 'playground';
app.asgi('/', async (scope, receive, send) => {
  console.log((await receive()).type, scope.path);
  await send({ type: 'websocket.send', bytes: new Uint8Array([1]) });
  console.log(await receive());
});`,
  ).open(1, scopeOf(), { type: 'websocket.receive', bytes: 'AQ==' });
  expect(await run.outcome()).toBeUndefined();
  expect(run.logged()).toEqual(['websocket.connect /', '{ type: "websocket.receive", bytes: Uint8Array (1) [ 1 ] }']);
  expect(run.sent()).toEqual([{ type: 'websocket.send', bytes: 'AQ==' }]);
  expect(await run.next('send')).toMatchObject({ line: 4 });
  await run.stop();
});

test('what a bare ASGI application returns reaches the server, and what a handler returns does not', async () => {
  const run = program(
    `import { app } from 'playground';
app.asgi('/bare', () => ({ a: 1 }));
app.websocket('/handler', () => 'hello');`,
  );
  await run.open(1, scopeOf('/bare'));
  await run.outcome(1);
  await run.open(2, scopeOf('/handler'));
  await run.outcome(2);
  const returned = run.messages.filter(({ type }) => type === 'returned');
  expect(returned).toEqual([
    { type: 'returned', connection: 1, value: '{ a: 1 }' },
    { type: 'returned', connection: 2 },
  ]);
  await run.stop();
});

test('one program answers many connections', async () => {
  const run = program(
    `import { app } from 'playground';
let count = 0;
app.websocket('/', async (websocket) => { count += 1; await websocket.accept(); await websocket.sendText('you are ' + count); });`,
  );
  await run.open(1);
  await run.outcome(1);
  await run.open(2);
  await run.outcome(2);
  expect([run.sent(1)[1], run.sent(2)[1]]).toEqual([
    { type: 'websocket.send', text: 'you are 1' },
    { type: 'websocket.send', text: 'you are 2' },
  ]);
  await run.stop();
});
