import type { Limits } from '#limits';
import type { Containment } from './python-command.ts';
import { CONTAINMENTS } from './python-command.ts';
import { PythonGuest } from './python-guest.ts';
import type { PythonImage } from './python-image.ts';
import { PythonProcess } from './python-process.ts';

export type ContainmentProbe = { ok: true; containment: Containment } | { ok: false; reason: string };

/** Boots a Python in the strongest containment in which one boots here. */
export async function probeContainment(image: PythonImage, limits: Limits): Promise<ContainmentProbe> {
  let reason = '';
  for (const containment of CONTAINMENTS.toReversed()) {
    const guest = new PythonGuest(
      limits,
      (listener) =>
        new PythonProcess(
          { image, limits, containment },
          {
            ...bound(listener),
            onExit: (detail) => {
              reason = detail;
              listener.onExit(detail);
            },
          },
        ),
    );
    await guest.booted;
    const hasBooted = guest.isIdle;
    guest.stop();
    await guest.gone;
    if (hasBooted) return { ok: true, containment };
  }
  return { ok: false, reason: `Deno does not start on this machine: ${reason.slice(0, 300)}` };
}

function bound(listener: { onLine(line: string): void; onFlood(limit: never): void }) {
  return {
    onLine: (line: string) => listener.onLine(line),
    onFlood: (limit: never) => listener.onFlood(limit),
  };
}
