import { createEditor } from 'prism-code-editor';
import { defaultCommands } from 'prism-code-editor/commands';
import layout from 'prism-code-editor/layout.css?inline';
import 'prism-code-editor/prism/languages/python';
import 'prism-code-editor/prism/languages/typescript';
import type { Language } from '#protocol/languages.ts';

export interface CodeEditor {
  readonly code: string;
  focus(): void;
}

/** Puts a small editor in the place of static code: a text area with colours, not an IDE. */
export function openEditor(code: HTMLElement, language: Language, onEdit: () => void): CodeEditor {
  addLayout();
  const host = document.createElement('div');
  host.className = 'code-editor';
  code.after(host);
  code.hidden = true;
  const editor = createEditor(
    host,
    {
      language,
      value: code.textContent,
      tabSize: language === 'python' ? 4 : 2,
      insertSpaces: true,
      lineNumbers: true,
      wordWrap: true,
      onUpdate: onEdit,
    },
    defaultCommands(),
  );
  editor.textarea?.setAttribute('aria-label', 'Handler code. Control+M lets Tab leave it.');
  return {
    get code() {
      return editor.value;
    },
    focus: () => editor.textarea?.focus(),
  };
}

/** With the editor and not with the page: Astro would put the stylesheet of a lazy import into every page's head. */
function addLayout(): void {
  if (document.querySelector('#code-editor-layout') !== null) return;
  const style = document.createElement('style');
  style.id = 'code-editor-layout';
  style.textContent = layout;
  document.head.append(style);
}
