import type * as Monaco from 'monaco-editor/editor';
import { completionsAfter, meaningOf, signatureAt } from './python-words.ts';
import type { PythonName } from './python-api.ts';

/** Teaches Monaco what `python-api.ts` knows. */
export function registerPython(monaco: typeof Monaco): void {
  const { Class, Method, Property, Value } = monaco.languages.CompletionItemKind;
  const kinds = { class: Class, method: Method, attribute: Property, value: Value };

  monaco.languages.registerCompletionItemProvider('python', {
    triggerCharacters: ['.', '='],
    provideCompletionItems(model, position) {
      const { startColumn, endColumn } = model.getWordUntilPosition(position);
      const { lineNumber, column } = position;
      const range = new monaco.Range(lineNumber, startColumn, lineNumber, endColumn);
      const before = model.getLineContent(lineNumber).slice(0, column - 1);
      return {
        suggestions: completionsAfter(before, model.getValue()).map((entry, index) => ({
          label: entry.name,
          kind: kinds[entry.kind],
          insertText: entry.name,
          detail: entry.signature,
          documentation: entry.meaning,
          sortText: String(index).padStart(3, '0'),
          range,
        })),
      };
    },
  });

  monaco.languages.registerSignatureHelpProvider('python', {
    signatureHelpTriggerCharacters: ['(', ','],
    signatureHelpRetriggerCharacters: [')', '='],
    provideSignatureHelp(model, position) {
      const before = model.getValueInRange(new monaco.Range(1, 1, position.lineNumber, position.column));
      const help = signatureAt(before, model.getValue());
      if (help === undefined) return null;
      const { signature, meaning, parameters, active } = help;
      return {
        value: {
          activeSignature: 0,
          activeParameter: active,
          signatures: [
            { label: signature, documentation: meaning, parameters: parameters.map((label) => ({ label })) },
          ],
        },
        dispose() {},
      };
    },
  });

  monaco.languages.registerHoverProvider('python', {
    provideHover(model, { lineNumber, column }) {
      const word = model.getWordAtPosition({ lineNumber, column });
      if (word === null) return null;
      const before = model.getLineContent(lineNumber).slice(0, word.startColumn - 1);
      const found = meaningOf(word.word, before, model.getValue());
      return found === undefined ? null : { contents: toMarkdown(found) };
    },
  });
}

function toMarkdown({ signature, meaning }: PythonName) {
  return [{ value: `\`\`\`python\n${signature}\n\`\`\`` }, { value: meaning }];
}
