import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useNarrow } from '../components/use-narrow.ts';
import type { Playground } from '../playground.ts';
import type { CodeEditor } from './monaco.ts';
import { FILE_NAMES } from '../language-choice.ts';
import { formatCode } from './format-code.ts';
import { marksOf } from './marks.ts';

interface Props {
  playground: Playground;
  firstHtml: string;
}

/**
 * The code: readable and highlighted from the first paint, an editor when
 * Monaco has arrived, and a plain text field where it cannot be had: on a
 * phone, which Monaco does not support, and from a server that is gone.
 */
export function Editor({ playground, firstHtml }: Props): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const editor = useSignal<CodeEditor | undefined>(undefined);
  const narrow = useNarrow();
  const mounted = useSignal(false);
  const isMissed = useSignal(false);
  const plain = useComputed(() => narrow.value || isMissed.value);
  const formatting = useSignal('');
  const format = async (): Promise<void> => {
    const language = playground.handler.language.peek();
    const code = playground.handler.code.peek();
    formatting.value = 'Formatting…';
    const formatted = await formatCode(language, code);
    formatting.value = formatted.ok ? '' : `Not formatted: ${formatted.problem}`;
    // What was typed meanwhile stays.
    if (formatted.ok && playground.handler.language.peek() === language && playground.handler.code.peek() === code)
      playground.handler.edit(formatted.code);
  };
  useEffect(() => void (mounted.value = true), [mounted]);

  useEffect(() => {
    if (!mounted.value || plain.value) return;
    let left = false;
    import('./monaco.ts').then(
      ({ createCodeEditor }) => {
        if (left || host.current === null) return;
        const { handler } = playground;
        const first = { language: handler.language.peek(), code: handler.code.peek() };
        editor.value = createCodeEditor(host.current, first, {
          onChange: (code) => handler.edit(code),
          onCursorLine: (line) => (playground.lines.cursor.value = line),
          format: () => void format(),
        });
      },
      // The server went away before it had sent it all: the code can be written all the same.
      () => (isMissed.value = true),
    );
    return () => {
      left = true;
      editor.value?.dispose();
      editor.value = undefined;
    };
  }, [mounted.value, plain.value]);

  useSignalEffect(() => editor.value?.show(playground.handler.language.value, playground.handler.code.value));
  useSignalEffect(() => editor.value?.light(playground.lines.pointed.value));
  useSignalEffect(() =>
    editor.value?.setMarks(marksOf(playground.runs.latest.value, playground.handler.language.value)),
  );
  useSignalEffect(() => {
    const revealed = playground.lines.revealed.value;
    if (revealed !== undefined) editor.value?.reveal(revealed.line);
  });

  const language = playground.handler.language.value;
  const isFirst = playground.handler.code.value === playground.handler.examples[0]?.code.typescript;
  return (
    <div class="editor">
      <div class="file-bar">
        <p class="file-name">
          {FILE_NAMES[language]}
          {language === 'python' && (
            <span class="file-note" title="FastAPI runs plain def dependencies in threads; here they run in place.">
              No threads: plain def runs in place.
            </span>
          )}
        </p>
        <p class="format-note" role="status">
          {formatting.value}
        </p>
        <button type="button" class="quiet format-button" title="Shift+Alt+F" onClick={() => void format()}>
          Format
        </button>
      </div>
      {mounted.value && plain.value ? (
        <textarea
          class="plain-editor"
          aria-label="Handler code"
          value={playground.handler.code.value}
          spellcheck={false}
          autocapitalize="off"
          autocomplete="off"
          wrap="off"
          onInput={(event) => playground.handler.edit(event.currentTarget.value)}
        />
      ) : (
        <div class="code">
          {/* It has its place before it is there: an editor that is made where nothing is seen measures itself twice. */}
          <div ref={host} class="monaco-host" />
          {editor.value === undefined && (
            <StaticCode html={isFirst ? firstHtml : undefined} code={playground.handler.code.value} />
          )}
        </div>
      )}
    </div>
  );
}

function StaticCode({ html, code }: { html: string | undefined; code: string }): JSX.Element {
  if (html === undefined) return <pre class="static-code">{code}</pre>;
  return <div class="static-code" dangerouslySetInnerHTML={{ __html: html }} />;
}
