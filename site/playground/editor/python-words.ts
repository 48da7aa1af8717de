import { AUTOCODER_CLOSE_CODES, CLOSE_CODES, closeCodeEntry } from '#content/close-codes.ts';
import { openCall, parameterAt, parametersOf } from './python-call.ts';
import { MANAGER_MEMBERS, PYTHON_NAMES, WEBSOCKET_MEMBERS, type PythonName } from './python-api.ts';

/** The names that a document gives to its socket without saying what it is. */
const USUAL_NAMES = ['websocket', 'ws', 'socket'];

/** Close codes that a handler may send, the standard's first. */
export const SENDABLE_CODES: readonly PythonName[] = [
  ...CLOSE_CODES.filter(({ onWire, sender }) => onWire && sender === 'application').map(({ code, name, meaning }) =>
    closeCode(code, name, meaning),
  ),
  ...AUTOCODER_CLOSE_CODES.map(({ code, meaning }) => closeCode(code, 'private', meaning)),
];

/** What may follow the text of a line up to the cursor. */
export function completionsAfter(before: string, code: string): readonly PythonName[] {
  if (inComment(before)) return [];
  const owner = /(\w+)\s*\.\s*\w*$/.exec(before)?.[1];
  if (owner !== undefined) return membersOf(owner, code);
  if (/\bcode\s*=\s*\d*$/.test(before)) return SENDABLE_CODES;
  return PYTHON_NAMES;
}

/** What the word between two parts of a line is; `undefined` where nothing is known of it. */
export function meaningOf(word: string, before: string, code: string): PythonName | undefined {
  if (inComment(before)) return undefined;
  if (/^[1-4]\d{3}$/.test(word)) {
    return SENDABLE_CODES.find(({ name }) => name === word) ?? standardCode(Number(word));
  }
  const owner = /(\w+)\s*\.\s*$/.exec(before)?.[1];
  const names = owner === undefined ? PYTHON_NAMES : membersOf(owner, code);
  return names.find(({ name }) => name === word);
}

export interface SignatureHelp {
  signature: string;
  meaning: string;
  parameters: string[];
  /** Which of them the cursor is at; -1 for none. */
  active: number;
}

/** The call that the text of a program up to the cursor has opened, where something is known of it. */
export function signatureAt(before: string, code: string): SignatureHelp | undefined {
  const call = openCall(before);
  if (call === undefined) return undefined;
  const names = call.owner === undefined ? PYTHON_NAMES : membersOf(call.owner, code);
  const found = names.find(({ name }) => name === call.name);
  if (found === undefined || !found.signature.includes('(')) return undefined;
  const { signature, meaning } = found;
  const parameters = parametersOf(signature);
  return { signature, meaning, parameters, active: parameterAt(parameters, call.argument) };
}

function membersOf(owner: string, code: string): readonly PythonName[] {
  if (owner === 'manager') return MANAGER_MEMBERS;
  const annotated = [...code.matchAll(/(\w+)\s*:\s*WebSocket\b/g)].map(([, name]) => name);
  return [...USUAL_NAMES, ...annotated].includes(owner) ? WEBSOCKET_MEMBERS : [];
}

function standardCode(code: number): PythonName | undefined {
  const entry = closeCodeEntry(code);
  return entry && closeCode(code, entry.name, entry.meaning);
}

function closeCode(code: number, name: string, meaning: string): PythonName {
  return { name: String(code), kind: 'value', signature: `${code}  # ${name}`, meaning };
}

/** A `#` in a string looks the same, and costs no more than a list that does not open. */
function inComment(before: string): boolean {
  return before.includes('#');
}
