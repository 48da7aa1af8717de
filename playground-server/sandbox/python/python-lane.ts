import type { Limits } from '#limits';
import { probeContainment } from './probe-containment.ts';
import type { Containment } from './python-command.ts';
import { openPythonImage } from './python-image.ts';
import { PythonSandbox } from './python-sandbox.ts';

/** Python is optional: where it is not built, everything else works and says why. */
export type PythonLane =
  | { ok: true; sandbox: PythonSandbox; containment: Containment; summary: string }
  /** `reason` ends with the command that turns it on, where there is one. */
  | { ok: false; reason: string };

const WALLS: Record<Containment, string> = {
  deno: 'Deno without permissions',
  bubblewrap: 'bubblewrap and Deno without permissions',
  'bubblewrap+seccomp': 'bubblewrap, seccomp and Deno without permissions',
};

export async function openPythonLane(limits: Limits, folder: string): Promise<PythonLane> {
  const opened = openPythonImage(folder);
  if (!opened.ok) return opened;
  const { image } = opened;
  const probe = await probeContainment(image, limits);
  if (!probe.ok) return probe;
  const { containment } = probe;
  const versions = Object.entries(image.versions).map(([name, version]) => `${name} ${version}`);
  return {
    ok: true,
    sandbox: new PythonSandbox({ image, limits, containment }),
    containment,
    summary: `${versions.join(', ')}; ${WALLS[containment]}`,
  };
}
