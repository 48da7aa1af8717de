import { useSignal, type Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Dialog } from '../components/Dialog.tsx';
import { FILE_NAMES } from '../language-choice.ts';
import type { Playground } from '../playground.ts';
import { CopyField } from './CopyField.tsx';
import { downloadProject } from './download-project.ts';
import type { Sharing } from './sharing.ts';
import type { StoredSnippet } from './snippet-api.ts';

/** Chats and mail programs begin to cut links about here. */
const LONG_LINK_LENGTH = 4_000;

interface Props {
  open: Signal<boolean>;
  playground: Playground;
  sharing: Sharing;
}

export function ShareDialog({ open, playground, sharing }: Props): JSX.Element {
  return (
    <Dialog title="Share" class="share-dialog" open={open}>
      {() => <Offers playground={playground} sharing={sharing} />}
    </Dialog>
  );
}

/** Of what is on the screen when the dialog opens. */
function Offers({ playground, sharing }: Omit<Props, 'open'>): JSX.Element {
  const long = useSignal('');
  useEffect(() => void sharing.longLink().then((link) => (long.value = link)), [long, sharing]);
  return (
    <>
      <p class="what-is-in-it">
        {contents(playground, sharing)} Nothing runs for whoever opens a link until they press Run.
      </p>
      <section>
        <h3>Link</h3>
        <CopyField label="Link" text={long.value} />
        <p class="note">
          All of it is in the link itself, so no server keeps it. It has {long.value.length.toLocaleString('en')}{' '}
          characters{long.value.length > LONG_LINK_LENGTH && ', more than some programs keep: send the short link'}.
        </p>
      </section>
      <ShortLink sharing={sharing} />
      <Project playground={playground} />
    </>
  );
}

function Project({ playground }: Pick<Props, 'playground'>): JSX.Element {
  const isMissed = useSignal(false);
  const download = async (): Promise<void> => {
    isMissed.value = !(await downloadProject(playground));
  };
  return (
    <section>
      <h3>Project</h3>
      <button type="button" onClick={() => void download()}>
        Download as a project
      </button>
      <p class="note">
        A zip with{' '}
        {playground.handler.language.value === 'python' ? 'main.py, requirements.txt' : FILE_NAMES.typescript} and how
        to run it on your own machine.
      </p>
      <p class="note" role="status">
        {isMissed.value && (
          <>
            <strong>The playground cannot be reached,</strong> and what makes the zip comes from there. The link above
            holds your code; try again in a moment.
          </>
        )}
      </p>
    </section>
  );
}

function ShortLink({ sharing }: { sharing: Sharing }): JSX.Element {
  const made = useSignal<StoredSnippet | 'making' | undefined>(undefined);
  const make = async (): Promise<void> => {
    made.value = 'making';
    made.value = await sharing.store();
  };
  const { value } = made;
  return (
    <section>
      <h3>Short link</h3>
      {typeof value === 'object' && value.ok ? (
        <CopyField label="Short link" text={value.url} takesFocus />
      ) : (
        <button type="button" disabled={value === 'making'} onClick={() => void make()}>
          {value === 'making' ? 'Making it…' : 'Make a short link'}
        </button>
      )}
      <p class="note" role="status">
        {typeof value === 'object' && !value.ok ? (
          <>
            <strong>{value.title}.</strong> {value.message}
          </>
        ) : (
          <>This server keeps it for ever, and whoever has the link can read it. {resultOf(sharing)}</>
        )}
      </p>
    </section>
  );
}

/** What the reader of a short link sees before they run anything. */
function resultOf(sharing: Sharing): string {
  const isComparison = sharing.state().compare !== undefined;
  const sides = isComparison ? [sharing.recording('left'), sharing.recording('right')] : [sharing.recording()];
  const missing = sides.find((recording) => !recording.ok);
  if (missing?.ok === false) return isComparison ? `One side at least carries no result. ${missing.why}` : missing.why;
  return `It carries the result of your last run${isComparison ? ' of both sides' : ''}, with the headers that your browser sent, but no cookies.`;
}

function contents(playground: Playground, sharing: Sharing): string {
  const { otherCode, clients = [], compare } = sharing.state();
  const files =
    otherCode === undefined ? FILE_NAMES[playground.handler.language.value] : Object.values(FILE_NAMES).join(' and ');
  const panels = clients.length === 1 ? 'its client' : `its ${clients.length} clients`;
  return `A link holds ${files}, the example, the server and ${panels}${compare === undefined ? '' : ', and the right side with the same'}.`;
}
