import { lazily } from '../../lazily.ts';
import type { Playground } from '../playground.ts';
import { sharedOf } from './shared-draft.ts';

const zipParts = lazily(() =>
  Promise.all([import('fflate'), import('./project-files.ts'), import('./guest-texts.ts')]),
);

/** Gives the visitor a zip of what is on the screen; false when what makes it cannot be had from the server. */
export async function downloadProject(playground: Playground): Promise<boolean> {
  const parts = await zipParts();
  if (parts === undefined) return false;
  const [{ zipSync, strToU8 }, { projectFiles }, { guestTexts }] = parts;
  const state = sharedOf(playground.state(), playground.handler.language.value);
  const name = `accept-first-${state.example ?? 'handler'}`;
  const files = Object.entries(projectFiles(state, guestTexts));
  const zip = zipSync(Object.fromEntries(files.map(([file, text]) => [`${name}/${file}`, strToU8(text)])));
  const url = URL.createObjectURL(new Blob([zip], { type: 'application/zip' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.zip`;
  link.click();
  URL.revokeObjectURL(url);
  return true;
}
