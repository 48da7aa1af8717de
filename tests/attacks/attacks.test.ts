import { afterAll, beforeAll, expect, test } from 'vitest';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { handler, useTypeScriptSandbox, type TestProgram } from '#tests/helpers/typescript-guest.ts';
import { HOSTILE_HANDLERS, type HostileHandler } from './hostile-handlers.ts';

/** One runner, so that every attacker shares its process with the bystander. */
const { sandbox, program } = (() => {
  const use = useTypeScriptSandbox({ runners: 1, warmWorkers: 2 });
  return { sandbox: () => use.sandbox, program: use.program };
})();

let bystander: TestProgram;
let echoes = 0;

beforeAll(async () => {
  bystander = await program(
    handler(`await websocket.accept(); for await (const text of websocket.iterText()) await websocket.sendText(text);`),
  ).open();
  await bystander.next('send');
});

afterAll(() => bystander.stop());

/** Each message of the bystander comes back once and in order. */
async function echo(): Promise<void> {
  echoes += 1;
  const text = `echo ${echoes}`;
  bystander.give({ type: 'websocket.receive', text });
  await bystander.next('send', (message) => message.message['text'] === text);
  expect(bystander.sent()).toHaveLength(1 + echoes);
}

/** Runs an attack until the program ends, or its connection is done, or it idles. */
async function outcomeOf({ body, program: code }: HostileHandler): Promise<string> {
  const run = program(code ?? handler(body ?? ''));
  const ended = run.ended.then((end) => {
    if (end.kind === 'limit') return `limit ${end.limit}`;
    return end.kind;
  });
  const ready = run.next('ready').then(
    ({ routes }) => routes,
    () => undefined,
  );
  const routes = await Promise.race([ready, ended]);
  if (Array.isArray(routes) && routes.length === 0) {
    await run.stop();
    return 'idle';
  }
  if (!Array.isArray(routes)) return ended;
  await run.open(1, scopeOf());
  const done = run.outcome().then(
    (raised) => (raised === undefined ? 'returned' : `raised ${raised.type}: ${raised.message}`),
    () => ended,
  );
  const outcome = await Promise.race([done, ended]);
  await run.stop();
  return outcome;
}

test.each(HOSTILE_HANDLERS)('$name harms nobody else', async (attack) => {
  const pids = sandbox().runnerPids;
  const [outcome] = await Promise.all([outcomeOf(attack), echo()]);
  await echo();
  expect(
    attack.ends.filter((end) => outcome.startsWith(end)),
    outcome.slice(0, 200),
  ).not.toEqual([]);
  expect(sandbox().runnerPids).toEqual(pids);
});
