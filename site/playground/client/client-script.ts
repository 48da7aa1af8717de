import type { ClientStep } from '#content/example-schema.ts';

/** What a client of the panel can do beyond those of the examples. */
export type PlannedStep =
  | ClientStep
  | { do: 'send-bytes'; hex: string }
  /** The page of the client goes away. */
  | { do: 'leave' }
  /** TCP ends without a Close frame. */
  | { do: 'drop' };

/**
 * The client's script as text, one step a line:
 *
 *     send hello
 *     send-bytes 00 ff
 *     wait-for message
 *     sleep 500
 *     close 4001 leaving
 */
export function formatScript(steps: readonly PlannedStep[]): string {
  return steps.map(formatStep).join('\n');
}

function formatStep(step: PlannedStep): string {
  switch (step.do) {
    case 'send':
      return `send ${step.text}`;
    case 'send-bytes':
      return `send-bytes ${step.hex.replaceAll(/..(?!$)/g, '$& ')}`;
    case 'wait-for':
      return `wait-for ${step.event}`;
    case 'sleep':
      return `sleep ${step.ms}`;
    case 'close':
      return ['close', step.code, step.reason].filter((part) => part !== undefined).join(' ');
    case 'leave':
    case 'drop':
      return step.do;
  }
}

export interface ScriptProblem {
  /** From 1. */
  line: number;
  problem: string;
}

export type ParsedScript = { ok: true; steps: PlannedStep[] } | { ok: false; problems: ScriptProblem[] };

export function parseScript(text: string): ParsedScript {
  const steps: PlannedStep[] = [];
  const problems: ScriptProblem[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trimStart();
    if (line.trim() === '' || line.startsWith('#')) continue;
    const step = parseStep(line);
    if (typeof step === 'string') problems.push({ line: index + 1, problem: step });
    else steps.push(step);
  }
  return problems.length === 0 ? { ok: true, steps } : { ok: false, problems };
}

type ParseRest = (rest: string) => PlannedStep | string;

const alone =
  (verb: 'leave' | 'drop'): ParseRest =>
  (rest) =>
    rest.trim() === '' ? { do: verb } : `Nothing comes after ${verb}.`;

/** What follows each verb. A string is what is wrong with it. */
const VERBS: Readonly<Record<PlannedStep['do'], ParseRest>> = {
  send: (rest) => ({ do: 'send', text: rest }),
  'send-bytes': parseBytes,
  'wait-for': (rest) => {
    const event = rest.trim();
    return event === 'open' || event === 'message' || event === 'close'
      ? { do: 'wait-for', event }
      : 'Wait for open, message or close.';
  },
  sleep: (rest) => {
    const ms = Number(rest);
    return Number.isInteger(ms) && ms > 0 && ms <= 10_000 ? { do: 'sleep', ms } : 'Sleep for 1 to 10000 milliseconds.';
  },
  close: parseClose,
  leave: alone('leave'),
  drop: alone('drop'),
};

export const SCRIPT_VERBS = Object.keys(VERBS);

function parseStep(line: string): PlannedStep | string {
  const [, verb = '', rest = ''] = /^(\S+)(?: (.*))?$/s.exec(line) ?? [];
  if (Object.hasOwn(VERBS, verb)) return VERBS[verb as PlannedStep['do']](rest);
  const shown = verb.length > 30 ? `${verb.slice(0, 30)}…` : verb;
  return `A step begins with ${SCRIPT_VERBS.slice(0, -1).join(', ')} or ${SCRIPT_VERBS.at(-1)}, not with "${shown}".`;
}

function parseBytes(rest: string): PlannedStep | string {
  const hex = rest.replaceAll(/\s/g, '').toLowerCase();
  return /^(?:[\da-f]{2})*$/.test(hex)
    ? { do: 'send-bytes', hex }
    : 'Bytes are pairs of hexadecimal digits, such as "00 ff 7f".';
}

/** Any integer is let through: what the browser makes of it is part of the lesson. */
export function parseClose(rest: string): PlannedStep | string {
  const [, code, reason] = /^(-?\d+)?(?: ?(.*))$/s.exec(rest.trim()) ?? [];
  if (code === undefined) return rest.trim() === '' ? { do: 'close' } : 'A code comes before the reason.';
  return { do: 'close', code: Number(code), ...(reason ? { reason } : {}) };
}
