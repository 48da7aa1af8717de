import { expect, test } from 'vitest';
import { LIMITS } from '#limits';
import { GuestEngine } from '#server/sandbox/typescript/runner/guest-engine.ts';
import { loadEngineModules, takeGuestSnapshot } from '#server/sandbox/typescript/runner/guest-snapshot.ts';
import { LiveGuest } from '#server/sandbox/typescript/runner/live-guest.ts';
import { WARM_UP_DELIVERIES, WARM_UP_PROGRAM } from '#server/sandbox/typescript/runner/warm-up.ts';

const RUNS = 100;

test('one engine serves many runs, because an ordinary run leaves its memory as large as it was', async () => {
  const modules = loadEngineModules();
  const snapshot = await takeGuestSnapshot(modules, LIMITS);
  const engine = await GuestEngine.create({ modules, snapshot, limits: LIMITS, recycles: true });

  const resets: boolean[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const guest = new LiveGuest(engine, LIMITS, { onMessages: () => {}, onEnd: () => {}, onTurn: () => {} });
    guest.start({ code: WARM_UP_PROGRAM, positions: undefined });
    for (const delivery of WARM_UP_DELIVERIES) guest.deliver(JSON.stringify(delivery));
    guest.stop();
    resets.push(await engine.reset());
  }
  expect(resets).toEqual(Array.from({ length: RUNS }, () => true));
}, 20_000);
