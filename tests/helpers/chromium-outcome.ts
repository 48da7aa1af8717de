import type { Page } from 'playwright-core';
import type { OrderingClient } from './ordering-client.ts';

/** A client for the browser: where it dials, and what it does then. */
export interface Dial {
  url: string;
  client: OrderingClient;
}

/**
 * Dials every client with the `WebSocket` of one page, and prints the events of
 * each in one line, in the notation of the recorded orderings:
 * `open message("hello") close(4004, "Resource not found", clean)`.
 *
 * Chromium opens one socket to a server at a time. So each client dials when the
 * handshake before is over, and its time does not run while it queues.
 */
export async function chromiumOutcomes(page: Page, dials: readonly Dial[]): Promise<string[]> {
  return await page.evaluate(dialAll, dials);
}

/** Runs in the page: it may use nothing from outside of itself. */
async function dialAll(dials: readonly Dial[]): Promise<string[]> {
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

  function act(socket: WebSocket, [verb, argument, reason]: readonly unknown[]): void | Promise<void> {
    switch (verb) {
      case 'sleep':
        return sleep(Number(argument));
      case 'send':
        return socket.send(String(argument));
      case 'sendbin':
        return socket.send(Uint8Array.from(String(argument).match(/../g) ?? [], (hex) => Number.parseInt(hex, 16)));
      case 'sendbig':
        return socket.send('x'.repeat(Number(argument)));
      case 'flood':
        for (let index = 0; index < Number(argument); index += 1) socket.send(`flood ${index}`);
        return;
      case 'close':
        return argument === undefined ? socket.close() : socket.close(Number(argument), String(reason ?? ''));
      default:
        throw new Error(`a page cannot do "${verb}"`);
    }
  }

  function quotedReason(text: string): string {
    const characters = [...text];
    return JSON.stringify(
      characters.length <= 60 ? text : `${characters.slice(0, 30).join('')}…(${characters.length})`,
    );
  }

  function dial({ url, client }: Dial): { answered: Promise<void>; outcome: Promise<string> } {
    const seen: string[] = [];
    const socket = new WebSocket(url, client.protocols ?? []);
    const opened = new Promise<void>((resolve) => {
      socket.addEventListener('open', () => {
        seen.push(socket.protocol === '' ? 'open' : `open[protocol=${socket.protocol}]`);
        resolve();
      });
    });
    socket.addEventListener('message', ({ data }) => seen.push(`message(${JSON.stringify(data)})`));
    socket.addEventListener('error', () => seen.push('error'));
    const closed = new Promise<void>((resolve) => {
      socket.addEventListener('close', ({ code, reason, wasClean }) => {
        seen.push(`close(${code}, ${quotedReason(reason)}, ${wasClean ? 'clean' : 'unclean'})`);
        resolve();
      });
    });
    const answered = Promise.race([opened, closed]);
    const giveUp = setTimeout(() => {
      seen.push(`…STILL ${['CONNECTING', 'OPEN', 'CLOSING'][socket.readyState]} at timeout`);
      socket.close(1000, 'teardown');
    }, client.wait);

    const run = async (): Promise<string> => {
      for (const action of client.connecting ?? []) await act(socket, action);
      await answered;
      for (const action of client.steps ?? []) {
        if (socket.readyState === WebSocket.OPEN) await act(socket, action);
      }
      await closed;
      clearTimeout(giveUp);
      return seen.join(' ');
    };
    return { answered, outcome: run() };
  }

  const outcomes: Promise<string>[] = [];
  for (const client of dials) {
    const { answered, outcome } = dial(client);
    outcomes.push(outcome);
    await answered;
  }
  return await Promise.all(outcomes);
}
