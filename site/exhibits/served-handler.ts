import { ControlSocket } from '../playground/connection/control-socket.ts';
import { webSocketOrigin } from '../playground/connection/guest-url.ts';
import { randomId } from '../random-id.ts';

export interface ServedHandler {
  /** Where its clients dial, without a path of its own. */
  url: string;
  stop(): void;
}

/** Runs one TypeScript handler on the playground until it is stopped. Rejects with a sentence for the reader. */
export function serveHandler(code: string): Promise<ServedHandler> {
  const runId = randomId();
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      socket.close();
      reject(new Error(why));
    };
    const socket = new ControlSocket(`${webSocketOrigin(location.origin)}/api/playground`, {
      onStatus: ({ kind }) => {
        // It is reported from inside the constructor as well, as "connecting".
        if (kind === 'connected') socket.send({ type: 'run', runId, language: 'typescript', code, server: 'uvicorn' });
        if (kind === 'waiting') fail('Could not reach the playground.');
      },
      onMessage: (message) => {
        if (message.type === 'run-refused') fail(message.fault.message);
        if (message.type !== 'run-started') return;
        resolve({
          url: webSocketOrigin(location.origin) + message.socketPath,
          stop: () => socket.close(),
        });
      },
    });
  });
}
