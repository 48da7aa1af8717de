import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { BrowserEvent, ExampleClient, Outcome } from '#content/example-schema.ts';

const DEADLINE_MS = 30_000;
/** That nothing more happens can only be seen by waiting. */
const SETTLE_MS = 150;

export interface DialledExample {
  /** Resolves when the next client may dial. */
  scriptOver: Promise<void>;
  /** Resolves with what the client has seen once `expected` events are there and no more follow. */
  seen(expected: number): Promise<Outcome>;
  leave(): void;
}

/** Dials as a page would and follows the client's script, with npm ws and the events of the browser's interface. */
export function dialExample(baseUrl: string, client: ExampleClient): DialledExample {
  const query = client.query === '' ? '' : `?${client.query}`;
  const socket = new WebSocket(`${baseUrl}${client.path}${query}`, client.subprotocols, { perMessageDeflate: false });
  const events: BrowserEvent[] = [];
  let changed = Promise.withResolvers<void>();
  let status: number | undefined;
  const add = (event: BrowserEvent): void => {
    events.push(event);
    changed.resolve();
    changed = Promise.withResolvers();
  };
  socket.on('upgrade', (response) => (status = response.statusCode));
  socket.addEventListener('open', () =>
    add(socket.protocol === '' ? { type: 'open' } : { type: 'open', protocol: socket.protocol }),
  );
  socket.addEventListener('message', ({ data }) => add({ type: 'message', data: String(data) }));
  socket.addEventListener('error', ({ message }) => {
    const refused = /^Unexpected server response: (\d+)$/.exec(message);
    if (refused !== null) status = Number(refused[1]);
    add({ type: 'error' });
  });
  socket.addEventListener('close', ({ code, reason, wasClean }) => add({ type: 'close', code, reason, wasClean }));

  const until = async (holds: () => boolean): Promise<boolean> => {
    const deadline = sleep(DEADLINE_MS, 'late', { ref: false });
    while (!holds()) if ((await Promise.race([changed.promise, deadline])) === 'late') return false;
    return true;
  };
  const count = (type: BrowserEvent['type']): number => events.filter((event) => event.type === type).length;

  return {
    scriptOver: follow(),
    async seen(expected) {
      await until(() => events.length >= expected);
      await sleep(SETTLE_MS);
      return status === undefined ? { events: [...events] } : { status, events: [...events] };
    },
    leave: () => socket.terminate(),
  };

  async function follow(): Promise<void> {
    await until(() => count('open') + count('close') > 0);
    const waitedFor = new Map<string, number>([['open', 0]]);
    for (const step of client.script) {
      if (count('close') > 0) return;
      if (step.do === 'send') socket.send(step.text);
      else if (step.do === 'sleep') await sleep(step.ms);
      else if (step.do === 'close') socket.close(step.code, step.reason);
      else {
        const nth = (waitedFor.get(step.event) ?? 0) + 1;
        waitedFor.set(step.event, nth);
        await until(() => count(step.event) >= nth || count('close') > 0);
      }
    }
  }
}
