import type { Limits } from '#limits';
import type { Containment } from './python-command.ts';
import { CONTAINMENTS } from './python-command.ts';
import { PythonGuest } from './python-guest.ts';
import type { PythonImage } from './python-image.ts';
import type { FloodLimit } from './python-process.ts';
import { PythonProcess } from './python-process.ts';

export type ContainmentProbe = { ok: true; containment: Containment } | { ok: false; reason: string };

/** Boots a Python in the strongest containment in which one boots here. */
export async function probeContainment(image: PythonImage, limits: Limits): Promise<ContainmentProbe> {
  let reason = '';
  for (const containment of CONTAINMENTS.toReversed()) {
    const guest = new PythonGuest(limits, (listener) => {
      const remembering = {
        onLine: (line: string) => listener.onLine(line),
        onFlood: (limit: FloodLimit) => listener.onFlood(limit),
        onExit: (detail: string) => listener.onExit((reason = detail)),
      };
      return new PythonProcess({ image, limits, containment, isUrgent: true, others: () => 0 }, remembering);
    });
    await guest.boot();
    const hasBooted = guest.isWarm;
    guest.stop();
    await guest.gone;
    if (hasBooted) return { ok: true, containment };
  }
  return { ok: false, reason: `Deno does not start on this machine: ${reason.slice(0, 300)}` };
}
