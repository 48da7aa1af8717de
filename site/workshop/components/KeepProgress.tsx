import { useSignal, type Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { joined, NO_PROGRESS, parseProgress, type Progress } from '../progress.ts';
import { changeProgress } from '../progress-store.ts';

const FILE_NAME = 'accept-first-workshop.json';
/** An export of every exercise with all its code is smaller. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** Takes progress to another browser, and brings it back. There is no account. */
export function KeepProgress({ progress }: { progress: Signal<Progress> }): JSX.Element {
  const said = useSignal('');
  const sure = useSignal(false);

  const save = (): void => {
    const url = URL.createObjectURL(new Blob([JSON.stringify(progress.value, null, 2)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = FILE_NAME;
    link.click();
    URL.revokeObjectURL(url);
    said.value = `Saved as ${FILE_NAME}.`;
  };

  const load = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    input.value = '';
    if (file === undefined) return;
    if (file.size > MAX_FILE_BYTES) {
      said.value = 'Nothing was taken over. The file is larger than any export of this workshop.';
      return;
    }
    const parsed = parseProgress(await file.text());
    if (!parsed.ok) {
      said.value = `Nothing was taken over. ${parsed.problem}`;
      return;
    }
    progress.value = changeProgress(localStorage, (here) => joined(here, parsed.progress));
    const count = Object.keys(parsed.progress.exercises).length;
    said.value = `${count === 1 ? '1 exercise was' : `${count} exercises were`} joined to what is here.`;
  };

  const clear = (): void => {
    progress.value = changeProgress(localStorage, () => NO_PROGRESS);
    sure.value = false;
    said.value = 'This browser knows nothing of you any more.';
  };

  return (
    <section class="keep" aria-label="Your progress">
      <h2>Your progress</h2>
      <p>It is kept in this browser only. Save it to a file to go on somewhere else.</p>
      <p class="keep-actions">
        <button type="button" onClick={save}>
          Save to a file
        </button>
        <label class="file-button">
          Load from a file
          <input
            type="file"
            accept="application/json,.json"
            class="sr-only"
            onChange={(event) => void load(event.currentTarget)}
          />
        </label>
        {sure.value ? (
          <>
            <button type="button" onClick={clear}>
              Forget everything, code included
            </button>
            <button type="button" onClick={() => (sure.value = false)}>
              Keep it
            </button>
          </>
        ) : (
          <button type="button" onClick={() => (sure.value = true)}>
            Forget
          </button>
        )}
      </p>
      <p role="status">{said}</p>
    </section>
  );
}
