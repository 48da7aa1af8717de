// Runs inside the sandbox. No DOM, no node: imports.
import { emptyRecord, jsonStringify } from '../playground/intrinsics.ts';
import { reportUncaught } from './console.ts';
import { post } from './host.ts';
import { connectionOfThisTurn, enterConnection } from './messages.ts';

interface Timer {
  run: () => void;
  connection: number | undefined;
  /** Milliseconds between calls; absent for a timer that fires once. */
  every?: number;
}

const timers = emptyRecord<Timer>();
let lastId = 0;

function start(callback: unknown, delay: unknown, args: unknown[], repeats: boolean): number {
  if (typeof callback !== 'function') throw new TypeError('The callback of a timer must be a function');
  const id = (lastId += 1);
  const milliseconds = toMilliseconds(delay);
  timers[id] = {
    run: () => callback(...args),
    connection: connectionOfThisTurn(),
    ...(repeats && { every: milliseconds }),
  };
  arm(id, milliseconds);
  return id;
}

function toMilliseconds(delay: unknown): number {
  const milliseconds = Number(delay ?? 0);
  return milliseconds > 0 ? Math.min(milliseconds, 0x7fffffff) : 0;
}

function arm(id: number, milliseconds: number): void {
  post('timer', jsonStringify([id, milliseconds]));
}

function stop(id: unknown): void {
  if (typeof id !== 'number' || timers[id] === undefined) return;
  delete timers[id];
  post('cancel', jsonStringify([id]));
}

/** The host says that a timer is due. */
export function fireTimer(id: number): void {
  const timer = timers[id];
  if (timer === undefined) return;
  enterConnection(timer.connection);
  if (timer.every === undefined) delete timers[id];
  else arm(id, timer.every);
  try {
    timer.run();
  } catch (error) {
    reportUncaught(error);
  }
}

const { queueMicrotask: queueIntrinsic } = globalThis;

/** The timers of the web platform, with the host's shortest delay. */
export const timerGlobals = {
  setTimeout: (callback: unknown, delay?: unknown, ...args: unknown[]) => start(callback, delay, args, false),
  setInterval: (callback: unknown, delay?: unknown, ...args: unknown[]) => start(callback, delay, args, true),
  clearTimeout: stop,
  clearInterval: stop,
  queueMicrotask(callback: () => void): void {
    if (typeof callback !== 'function') throw new TypeError('The callback of a microtask must be a function');
    queueIntrinsic(() => {
      try {
        callback();
      } catch (error) {
        reportUncaught(error);
      }
    });
  },
};
