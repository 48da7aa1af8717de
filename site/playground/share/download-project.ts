import { sharedOf } from './shared-draft.ts';
import type { Playground } from '../playground.ts';

/** Gives the visitor a zip of what is on the screen. What makes it is loaded when it is asked for. */
export async function downloadProject(playground: Playground): Promise<void> {
  const [{ zipSync, strToU8 }, { projectFiles }, { guestTexts }] = await Promise.all([
    import('fflate'),
    import('./project-files.ts'),
    import('./guest-texts.ts'),
  ]);
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
}
