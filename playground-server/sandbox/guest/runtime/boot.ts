// Runs inside the sandbox. No DOM, no node: imports.
import type { HostMessage } from '../../sandbox.ts';
import { declaredRoutes } from '../playground/app.ts';
import '../playground/index.ts';
import { jsonParse, promiseThen } from '../playground/intrinsics.ts';
import { usePositions, type PositionTable } from '../playground/source-position.ts';
import { beginTurn, openConnection, settleReceive, settleRefusal, settleSend } from './connections.ts';
import { consoleGlobal } from './console.ts';
import { describeException, isOutOfMemory } from './exception-report.ts';
import { post } from './host.ts';
import { postMessage } from './messages.ts';
import { noteRejection, reportRejections } from './rejections.ts';
import { seedMathRandom } from './seeded-random.ts';
import { fireTimer, timerGlobals } from './timers.ts';
import { completeUrlGlobals } from './url-globals.ts';
import { writeJson } from './write-json.ts';

/**
 * The entry of the guest: it runs once, before the snapshot is taken. The host
 * keeps handles to the exports, which no handler can see or replace.
 */
const globals = { console: consoleGlobal, ...timerGlobals };
for (const name of Object.keys(globals) as (keyof typeof globals)[]) {
  Object.defineProperty(globalThis, name, {
    value: globals[name],
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

completeUrlGlobals();

export { noteRejection, reportRejections };

/** What the host may say: the contract's messages, and that a timer is due. */
type Delivery = HostMessage | { type: 'timer'; id: number };

export function deliver(json: string): void {
  beginTurn();
  const message = jsonParse(json) as Delivery;
  switch (message.type) {
    case 'open':
      return openConnection(message.connection, message.scope, message.closeReturns);
    case 'received':
      return settleReceive(message.call, message.message);
    case 'sent':
      return settleSend(message.call);
    // JavaScript lets others run while it awaits, however short the wait is.
    case 'pending':
      return;
    case 'refused':
      return settleRefusal(message.call, message.exception);
    case 'timer':
      return fireTimer(message.id);
  }
}

/** Once for each guest, before its program: four random 32-bit numbers. */
export function seed(json: string): void {
  seedMathRandom(jsonParse(json));
}

/** Before a program whose positions differ from the learner's source. */
export function positions(json: string): void {
  usePositions(jsonParse(json) as PositionTable);
}

/** With the promise of the program's module. */
export function watch(program: Promise<unknown>): void {
  promiseThen(
    program,
    () => postMessage({ type: 'ready', routes: declaredRoutes() }),
    (error: unknown) => {
      const exception = describeException(error);
      if (isOutOfMemory(exception)) post('exhausted', '');
      else post('rejected', writeJson(exception));
    },
  );
}
