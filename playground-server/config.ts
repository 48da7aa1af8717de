import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Limits } from './limits.ts';
import { LIMITS } from './limits.ts';

/**
 * What the operator may decide. Each option is a flag, or a variable of the
 * environment with the same words; a flag wins.
 */
export interface Config {
  port: number;
  host: string;
  /** Host names, beside loopback and `host`, that a request may name. */
  allowHost: string[];
  /** The folder of the built site. */
  site: string;
  pythonImage: string;
  /** The folder of what the server keeps; `none` for nothing on disk. */
  data: string;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  limits: Limits;
}

export type ParsedConfig = { ok: true; config: Config } | { ok: false; message: string } | { ok: 'help' };

interface Option {
  flag: string;
  variable: string;
  placeholder: string;
  meaning: string;
  default: string;
  schema: z.ZodType;
}

function wholeNumber(from: number, to: number): z.ZodType<number> {
  const expected = `expected a whole number from ${from} to ${to}`;
  return z.string().regex(/^\d+$/, expected).transform(Number).pipe(z.number().min(from, expected).max(to, expected));
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

const GENERAL_OPTIONS = {
  port: {
    flag: 'port',
    variable: 'PORT',
    placeholder: 'number',
    default: '8888',
    meaning: 'Port to listen on; 0 takes a free one.',
    schema: wholeNumber(0, 65_535),
  },
  host: {
    flag: 'host',
    variable: 'HOST',
    placeholder: 'address',
    default: 'localhost',
    meaning: 'Address to listen on. Other than loopback needs isolation L1 or better, and bubblewrap around Python.',
    schema: z.string().min(1),
  },
  allowHost: {
    flag: 'allow-host',
    variable: 'ALLOW_HOST',
    placeholder: 'names',
    default: '',
    meaning: 'Further Host names to answer to, separated by commas.',
    schema: z.string().transform((names) =>
      names
        .split(',')
        .map((name) => name.trim().toLowerCase())
        .filter(Boolean),
    ),
  },
  site: {
    flag: 'site',
    variable: 'SITE',
    placeholder: 'folder',
    default: 'dist/site',
    meaning: 'Folder of the built site.',
    schema: z.string().min(1),
  },
  pythonImage: {
    flag: 'python-image',
    variable: 'PYTHON_IMAGE',
    placeholder: 'folder',
    default: 'dist-python/image',
    meaning: 'Folder of the Python image.',
    schema: z.string().min(1),
  },
  data: {
    flag: 'data',
    variable: 'DATA',
    placeholder: 'folder',
    default: 'data',
    meaning: 'Folder of what the server keeps: rooms and shared code. "none" keeps nothing on disk.',
    schema: z.string().min(1),
  },
  logLevel: {
    flag: 'log-level',
    variable: 'LOG_LEVEL',
    placeholder: LOG_LEVELS.join('|'),
    default: 'info',
    meaning: 'How much the server says about itself.',
    schema: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`),
  },
} satisfies Record<string, Option>;

const LIMIT_OPTIONS: (Option & { name: keyof Limits })[] = (Object.keys(LIMITS) as (keyof Limits)[]).map((name) => {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).split(' ');
  return {
    name,
    flag: words.join('-'),
    variable: words.join('_').toUpperCase(),
    placeholder: 'number',
    default: String(LIMITS[name]),
    meaning: '',
    schema: wholeNumber(1, Number.MAX_SAFE_INTEGER),
  };
});

const OPTIONS: Option[] = [...Object.values(GENERAL_OPTIONS), ...LIMIT_OPTIONS];

/** Reads flags and environment. A message is one line, fit to be printed before exit 1. */
export function parseConfig(args: string[], environment: Record<string, string | undefined>): ParsedConfig {
  const flags = readFlags(args);
  if ('message' in flags) return { ok: false, message: flags.message };
  if (flags.values['help'] !== undefined) return { ok: 'help' };

  const read = (option: Option): unknown => {
    const flag = flags.values[option.flag];
    const source = flag === undefined ? option.variable : `--${option.flag}`;
    // An empty variable is how many a tool says that there is none.
    const text = flag ?? (environment[option.variable] || option.default);
    const parsed = option.schema.safeParse(text);
    if (parsed.success) return parsed.data;
    throw new InvalidOption(`${source} is "${text}": ${parsed.error.issues[0]?.message ?? 'not valid'}.`);
  };
  try {
    return {
      ok: true,
      config: {
        port: read(GENERAL_OPTIONS.port) as number,
        host: read(GENERAL_OPTIONS.host) as string,
        allowHost: read(GENERAL_OPTIONS.allowHost) as string[],
        site: read(GENERAL_OPTIONS.site) as string,
        pythonImage: read(GENERAL_OPTIONS.pythonImage) as string,
        data: read(GENERAL_OPTIONS.data) as string,
        logLevel: read(GENERAL_OPTIONS.logLevel) as Config['logLevel'],
        limits: Object.fromEntries(LIMIT_OPTIONS.map((option) => [option.name, read(option)])) as Limits,
      },
    };
  } catch (error) {
    if (error instanceof InvalidOption) return { ok: false, message: error.message };
    throw error;
  }
}

class InvalidOption extends Error {}

function readFlags(args: string[]): { values: Record<string, string> } | { message: string } {
  try {
    const { values } = parseArgs({
      args,
      strict: true,
      options: {
        ...Object.fromEntries(OPTIONS.map((option) => [option.flag, { type: 'string' as const }])),
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { values: values as Record<string, string> };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const firstSentence = error.message.split(/\. |\.?\n/, 1)[0];
    return { message: `${firstSentence}. See --help for every option.` };
  }
}

/** The longest flag with its placeholder. */
const HELP_COLUMN = Math.max(...OPTIONS.map(({ flag, placeholder }) => `--${flag} <${placeholder}>`.length));

export function helpText(): string {
  const line = (head: string, meaning: string): string => `  ${head.padEnd(HELP_COLUMN)} ${meaning}`.trimEnd();
  const row = (option: Option): string => {
    const value = option.default === '' ? '' : `(${option.default})`;
    const meaning = [option.meaning, value].filter(Boolean).join(' ');
    return line(`--${option.flag} <${option.placeholder}>`, meaning);
  };
  return [
    'Usage: npm run serve -- [options]',
    '',
    'Serves the built site and the playground. Each option can also be given by the',
    'environment: --max-runs is MAX_RUNS. Defaults stand in parentheses.',
    '',
    'Python handlers need an image that npm run build:python makes, once, with',
    'python3 and pip. Without it the server says that Python is off, and why.',
    '',
    ...Object.values(GENERAL_OPTIONS).map(row),
    line('-h, --help', 'Prints this text.'),
    '',
    'Limits (bytes and milliseconds by name; reasons in playground-server/limits.ts):',
    '',
    ...LIMIT_OPTIONS.map(row),
    '',
  ].join('\n');
}
