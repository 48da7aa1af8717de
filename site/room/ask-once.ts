import { RoomFact, type RoomCommand } from '#protocol/room-message.ts';
import { randomId } from '../random-id.ts';

/** What went wrong on the way, in the same form as a fault of the server. */
export const UNREACHABLE = {
  name: 'unreachable',
  title: 'The server did not answer',
  message: 'The connection ended before an answer came. The server may be restarting, or your network may be gone.',
  hint: 'Try again in a moment.',
};

/** Without its id, each kind of command by itself. */
type Question = RoomCommand extends infer Command ? (Command extends RoomCommand ? Omit<Command, 'id'> : never) : never;

/** Sends one command on a socket of its own and resolves with the answer. */
export function askOnce(question: Question): Promise<RoomFact> {
  const { promise, resolve } = Promise.withResolvers<RoomFact>();
  const id = randomId();
  const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/rooms`);
  socket.addEventListener('open', () => socket.send(JSON.stringify({ ...question, id })));
  socket.addEventListener('message', (event) => {
    const fact = RoomFact.parse(JSON.parse(String(event.data)));
    if ('id' in fact && fact.id === id) resolve(fact);
  });
  socket.addEventListener('close', () => resolve({ type: 'refused', id, fault: UNREACHABLE }));
  return promise.finally(() => socket.close());
}
