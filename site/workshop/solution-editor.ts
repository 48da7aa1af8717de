import type { Language } from '#protocol/client-message.ts';
import { followTheme } from '../playground/editor/monaco-theme.ts';
// Sets Monaco up, for its languages and workers.
import '../playground/editor/monaco.ts';
import * as monaco from 'monaco-editor/editor';

/** Two texts and what differs between them, to be read and copied. */
export interface SolutionEditor {
  show(language: Language, own: string, solution: string): void;
  dispose(): void;
}

export function createSolutionEditor(element: HTMLElement): SolutionEditor {
  const editor = monaco.editor.createDiffEditor(element, {
    readOnly: true,
    originalAriaLabel: 'Your code',
    modifiedAriaLabel: 'The solution',
    automaticLayout: true,
    renderSideBySide: true,
    useInlineViewWhenSpaceIsLimited: true,
    renderSideBySideInlineBreakpoint: 700,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--sl-font-mono'),
    fontSize: 13,
    lineHeight: 20,
    folding: false,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    renderOverviewRuler: false,
    scrollBeyondLastLine: false,
    stickyScroll: { enabled: false },
    wordWrap: 'on',
    diffWordWrap: 'on',
  });
  const stopTheme = followTheme(monaco);
  return {
    show(language, own, solution) {
      const before = editor.getModel();
      const original = createModel(own, language);
      const modified = createModel(solution, language);
      editor.setModel({ original, modified });
      before?.original.dispose();
      before?.modified.dispose();
    },
    dispose() {
      const model = editor.getModel();
      stopTheme();
      editor.dispose();
      model?.original.dispose();
      model?.modified.dispose();
    },
  };
}

function createModel(text: string, language: Language): monaco.editor.ITextModel {
  const model = monaco.editor.createModel(text, language);
  model.updateOptions({
    bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
  });
  return model;
}
