import * as monaco from 'monaco-editor/editor';
import './monaco-features.ts';
import 'monaco-editor/languages/definitions/python/register';
import 'monaco-editor/languages/definitions/typescript/register';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import TypeScriptWorker from 'monaco-editor/language/typescript/ts.worker?worker';
import type { Language } from '#protocol/client-message.ts';
import { FILE_NAMES } from '../language-choice.ts';
import { configureTypeScript } from './handler-types.ts';
import type { Marks } from './marks.ts';
import { followTheme, useShiki } from './monaco-theme.ts';
import { registerPython } from './python-providers.ts';

// The compiler is 7 MB of script, and is not to take the processor from the first picture.
const firstPicture = Promise.withResolvers<void>();
self.MonacoEnvironment = {
  async getWorker(_id, label) {
    await firstPicture.promise;
    return label === 'typescript' || label === 'javascript' ? new TypeScriptWorker() : new EditorWorker();
  },
};
configureTypeScript();
registerPython(monaco);
useShiki(monaco);

type Model = monaco.editor.ITextModel;

/** The little of Monaco that the page needs. */
export interface CodeEditor {
  /** Each language has a model of its own, and with it its own undo and cursor. */
  show(language: Language, code: string): void;
  setMarks(marks: Marks): void;
  reveal(line: number): void;
  /** Lights up a line that is pointed at elsewhere, or none. */
  light(line: number | undefined): void;
  dispose(): void;
}

export interface EditorHost {
  onChange(code: string): void;
  format(): void;
  /** The line of the cursor; undefined when the focus leaves the editor. */
  onCursorLine(line: number | undefined): void;
}

const OWNER = 'accept-first';
const TAB_SIZES: Readonly<Record<Language, number>> = { typescript: 2, python: 4 };

/** With its first text, so that its first picture has it. */
export function createCodeEditor(
  element: HTMLElement,
  first: { language: Language; code: string },
  host: EditorHost,
): CodeEditor {
  const models = new Map([[first.language, createModel(first.language, first.code, host)]]);
  const views = new Map<Language, monaco.editor.ICodeEditorViewState | null>();
  let shown = first.language;
  const editor = monaco.editor.create(element, {
    model: models.get(first.language) ?? null,
    ariaLabel: 'Handler code. Press Escape and then Tab to leave the editor.',
    automaticLayout: true,
    fixedOverflowWidgets: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--sl-font-mono'),
    fontSize: 13,
    lineHeight: 20,
    glyphMargin: true,
    folding: false,
    lineNumbersMinChars: 3,
    // The only light in the code is that of the timeline.
    occurrencesHighlight: 'off',
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    padding: { top: 8, bottom: 8 },
    renderFinalNewline: 'on',
    renderLineHighlight: 'none',
    scrollBeyondLastLine: false,
    stickyScroll: { enabled: false },
    wordWrap: 'on',
    wrappingIndent: 'indent',
  });
  requestAnimationFrame(() => setTimeout(firstPicture.resolve));
  const stopTheme = followTheme(monaco);
  const outcomes = editor.createDecorationsCollection();
  const lit = editor.createDecorationsCollection();
  editor.onDidChangeCursorPosition(({ position }) => editor.hasTextFocus() && host.onCursorLine(position.lineNumber));
  editor.onDidFocusEditorText(() => host.onCursorLine(editor.getPosition()?.lineNumber));
  editor.onDidBlurEditorText(() => host.onCursorLine(undefined));
  leaveWithEscape(editor);
  editor.addAction({
    id: 'accept-first.format',
    label: 'Format the code',
    keybindings: [monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.KeyF],
    run: () => host.format(),
  });

  return {
    show(language, code) {
      const model = models.get(language) ?? createModel(language, code, host);
      models.set(language, model);
      if (code !== model.getValue()) replaceText(model, code);
      if (shown === language) return;
      views.set(shown, editor.saveViewState());
      shown = language;
      editor.setModel(model);
      editor.restoreViewState(views.get(language) ?? null);
    },
    setMarks(marks) {
      const model = editor.getModel();
      if (model === null) return;
      monaco.editor.setModelMarkers(model, OWNER, marks.diagnostics.map(toMarker));
      outcomes.set(
        marks.lines.flatMap(({ line, outcome, texts }) => {
          const range = new monaco.Range(line, 1, line, 1);
          // Not of the whole line: the glyph would stand again where the line is wrapped.
          const glyph = {
            glyphMarginClassName: `${outcome}-glyph`,
            glyphMarginHoverMessage: texts.map((text) => ({ value: asPlainText(text) })),
          };
          const whole = { isWholeLine: true, className: 'raised-line' };
          return [{ range, options: glyph }, ...(outcome === 'raised' ? [{ range, options: whole }] : [])];
        }),
      );
    },
    reveal(asked) {
      // Of an earlier run, or of a stack trace that the program made up.
      const line = Math.min(asked, editor.getModel()?.getLineCount() ?? 1);
      editor.revealLineInCenterIfOutsideViewport(line);
      editor.setPosition({ lineNumber: line, column: editor.getModel()?.getLineFirstNonWhitespaceColumn(line) || 1 });
      editor.focus();
    },
    light(line) {
      const range = new monaco.Range(line ?? 1, 1, line ?? 1, 1);
      lit.set(line === undefined ? [] : [{ range, options: { isWholeLine: true, className: 'lit-line' } }]);
    },
    dispose() {
      host.onCursorLine(undefined);
      stopTheme();
      editor.dispose();
      for (const model of models.values()) model.dispose();
    },
  };
}

function createModel(language: Language, code: string, host: EditorHost): Model {
  const uri = monaco.Uri.parse(`file:///${FILE_NAMES[language]}`);
  // While two handlers are compared, the first has the name that tracebacks give it and the other its own folder.
  const isTaken = monaco.editor.getModel(uri) !== null;
  const model = monaco.editor.createModel(
    code,
    language,
    isTaken ? monaco.Uri.parse(`file:///right/${FILE_NAMES[language]}`) : uri,
  );
  model.updateOptions({
    tabSize: TAB_SIZES[language],
    insertSpaces: true,
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  model.onDidChangeContent(() => host.onChange(model.getValue()));
  return model;
}

/** As an edit, so that Ctrl+Z brings back what a reset, a format or a link went over. */
function replaceText(model: Model, code: string): void {
  model.pushStackElement();
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text: code }], () => null);
  model.pushStackElement();
}

/** Texts of a handler in a place that reads Markdown. */
function asPlainText(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|~&:]/g, String.raw`\$&`);
}

function toMarker({ line, column, endLine, endColumn, message, severity }: Marks['diagnostics'][number]) {
  return {
    startLineNumber: line,
    startColumn: column,
    endLineNumber: endLine,
    endColumn,
    message,
    severity: severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
  };
}

/** Tab indents, which would trap the keyboard: after Escape the next Tab moves the focus, until it comes back. */
function leaveWithEscape(editor: monaco.editor.IStandaloneCodeEditor): void {
  editor.onKeyDown((event) => {
    if (event.keyCode === monaco.KeyCode.Escape) editor.updateOptions({ tabFocusMode: true });
    else if (event.keyCode !== monaco.KeyCode.Tab && event.keyCode !== monaco.KeyCode.Shift)
      editor.updateOptions({ tabFocusMode: false });
  });
  editor.onDidBlurEditorText(() => editor.updateOptions({ tabFocusMode: false }));
}
