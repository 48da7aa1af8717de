import { expect, test } from 'vitest';
import { isBehindFullQueue, pumpReceives, tell } from '#asgi/inbox.ts';
import { effectsOf, OPEN, stepOf } from '#tests/helpers/connection-step.ts';

const text = (said: string) => ({ type: 'websocket.receive', text: said }) as const;
const waiting = (...calls: number[]) => calls.map((call) => ({ call, line: call * 10 }));

test('each waiting receive() gets one message, with the line that waits for it', () => {
  const step = stepOf('daphne', { ...OPEN, receives: waiting(4, 5, 6) });
  tell(step, text('a'), text('b'));
  expect(step.effects).toEqual([
    { kind: 'deliver', call: 4, line: 40, message: text('a') },
    { kind: 'deliver', call: 5, line: 50, message: text('b') },
  ]);
  expect(step.state.receives).toEqual(waiting(6));
});

test('a message that nobody waits for is kept, and stops the reading of a server that reads one ahead', () => {
  const step = stepOf('uvicorn', OPEN);
  tell(step, text('a'));
  expect(step.effects).toEqual([{ kind: 'pause-reading' }]);
  step.state = { ...step.state, receives: waiting(1) };
  pumpReceives(step);
  expect(step.effects.map(({ kind }) => kind)).toEqual(['pause-reading', 'deliver', 'resume-reading']);
});

test('a disconnect that waits stops no reading, and takes no room of a message', () => {
  const step = stepOf('uvicorn', OPEN);
  tell(step, { type: 'websocket.disconnect', code: 1000, reason: 'too long' });
  expect(step.effects).toEqual([]);
  tell(step, text('a'));
  expect(step.effects).toEqual([{ kind: 'pause-reading' }]);
});

test('messages that were received are not kept', () => {
  const step = stepOf('daphne', OPEN);
  tell(step, text('a'), text('b'));
  step.state = { ...step.state, receives: waiting(1, 2) };
  pumpReceives(step);
  tell(step, text('c'));
  expect([step.state.inbox, step.state.inboxAt]).toEqual([[text('c')], 0]);
});

test('reading a disconnect closes uvicorn-legacy for the application, and every further receive() gives 1005', () => {
  const step = stepOf('uvicorn-legacy', { ...OPEN, receives: waiting(1, 2, 3) });
  tell(step, { type: 'websocket.disconnect', code: 4001, reason: 'bye' });
  expect(effectsOf(step, 'deliver').map(({ message }) => 'code' in message && message.code)).toEqual([
    4001, 1005, 1005,
  ]);
  expect(step.state.server).toBe('closed');
});

test('a second receive() of uvicorn after the disconnect waits', () => {
  const step = stepOf('uvicorn', { ...OPEN, receives: waiting(1, 2) });
  tell(step, { type: 'websocket.disconnect', code: 4001, reason: 'bye' });
  expect(effectsOf(step, 'deliver')).toHaveLength(1);
  expect(step.state.receives).toEqual(waiting(2));
});

test('a server that has closed over a full queue notices nothing behind it, or only the end of TCP', () => {
  const full = (server: 'uvicorn' | 'uvicorn-legacy' | 'hypercorn', messages: number) => {
    const step = stepOf(server, { ...OPEN, server: 'closed', ownClose: { code: 4000, reason: '' } });
    tell(step, ...Array.from({ length: messages }, () => text('unread')));
    return isBehindFullQueue(step);
  };
  expect([full('hypercorn', 9), full('hypercorn', 10)]).toEqual([false, true]);
  expect([full('uvicorn-legacy', 31), full('uvicorn-legacy', 32)]).toEqual([false, true]);
  expect(full('uvicorn', 40)).toBe(false);
});
