import type { ClientStep } from '#content/example-schema.ts';

/**
 * The client's script as text, one step a line:
 *
 *     send hello
 *     wait-for message
 *     sleep 500
 *     close 4001 leaving
 */
export function formatScript(steps: readonly ClientStep[]): string {
  return steps.map(formatStep).join('\n');
}

function formatStep(step: ClientStep): string {
  switch (step.do) {
    case 'send':
      return `send ${step.text}`;
    case 'wait-for':
      return `wait-for ${step.event}`;
    case 'sleep':
      return `sleep ${step.ms}`;
    case 'close':
      return ['close', step.code, step.reason].filter((part) => part !== undefined).join(' ');
  }
}

export type ParsedScript = { ok: true; steps: ClientStep[] } | { ok: false; line: number; problem: string };

export function parseScript(text: string): ParsedScript {
  const steps: ClientStep[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trimStart();
    if (line.trim() === '') continue;
    const step = parseStep(line);
    if (typeof step === 'string') return { ok: false, line: index + 1, problem: step };
    steps.push(step);
  }
  return { ok: true, steps };
}

/** A string is what is wrong with the line. */
function parseStep(line: string): ClientStep | string {
  const [, verb = '', rest = ''] = /^(\S+)(?: (.*))?$/.exec(line) ?? [];
  switch (verb) {
    case 'send':
      return { do: 'send', text: rest };
    case 'wait-for':
      return rest === 'open' || rest === 'message' || rest === 'close'
        ? { do: 'wait-for', event: rest }
        : 'Wait for open, message or close.';
    case 'sleep': {
      const ms = Number(rest);
      return Number.isInteger(ms) && ms > 0 && ms <= 10_000
        ? { do: 'sleep', ms }
        : 'Sleep for 1 to 10000 milliseconds.';
    }
    case 'close':
      return parseClose(rest);
    default:
      return `A step begins with send, wait-for, sleep or close, not with "${verb}".`;
  }
}

/** Any integer is let through: what the browser makes of it is part of the lesson. */
export function parseClose(rest: string): ClientStep | string {
  const [, code, reason] = /^(-?\d+)?(?: ?(.*))$/.exec(rest.trim()) ?? [];
  if (code === undefined) return rest.trim() === '' ? { do: 'close' } : 'A code comes before the reason.';
  return { do: 'close', code: Number(code), ...(reason ? { reason } : {}) };
}
