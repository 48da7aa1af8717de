import { expect, test } from 'vitest';
import { handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

const SEND_ONE = handler(`
  await websocket.accept();
  await websocket.sendText(await websocket.receiveText());`);

const CHATTER = handler(`
  await websocket.accept();
  for (let count = 0; ; count += 1) { console.log('chatter ' + count); await sleep(0.004); }`);

test.each([
  ['of three bytes', '€'],
  ['of four bytes', '😀'],
  ['of one and of two bytes', 'aé'],
])('a message of many characters %s arrives whole while another guest writes as well', async (_title, unit) => {
  const other = await program(CHATTER).open();
  for (let shift = 0; shift < 4; shift += 1) {
    const text = 'x'.repeat(shift) + unit.repeat(20_000);
    const run = await program(SEND_ONE).open();
    run.give({ type: 'websocket.receive', text });
    const { message } = await run.next('send', (sent) => sent.message.type === 'websocket.send');
    expect(message['text'] === text, 'the text is the one that was sent').toBe(true);
    await run.stop();
  }
  const { text } = await other.next('console', (line) => line.text === 'chatter 10');
  expect(text).toBe('chatter 10');
  expect(await other.stop()).toEqual({ kind: 'stopped' });
});

test('a diagnostic of many characters arrives whole', async () => {
  const text = 'wrong '.repeat(2_000);
  const end = await program(`throw new Error(${JSON.stringify(text)});`).ended;
  expect(end).toMatchObject({ kind: 'rejected', exception: { type: 'Error', message: text } });
});
