import { parseArgs } from 'node:util';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';

export const CLIENTS = ['raw', 'ws', 'chromium'] as const;
export const PARTS = ['recorded', 'examples', 'generated'] as const;

export const USAGE = `Compares the playground with real servers: every recorded ordering, every example, and orderings that a generator makes up.

Usage: npm run truth -- [options]

  --servers ${SERVER_PROFILE_NAMES.join(',')}
                         Real servers; all by default.
  --clients ${CLIENTS.join(',')}
                         How the recorded orderings are dialled; all by default.
  --only ${PARTS.join(',')}
                         Parts; all by default.
  --generate 1000        How many orderings are made up.
  --seed 1               Another seed makes up others.
  --publish              Writes content/truth/result.json, from which the site is built.
  --recheck              Compares again what differs among the published generated orderings.
  --help                 Prints this.`;

export interface Options {
  servers: readonly ServerProfileName[];
  clients: readonly (typeof CLIENTS)[number][];
  parts: readonly (typeof PARTS)[number][];
  generate: number;
  seed: number;
  publish: boolean;
  recheck: boolean;
}

export type ParsedOptions = { ok: true; options: Options } | { ok: 'help' } | { ok: false; message: string };

/** A message is one sentence that says which flag is wrong. */
export function parseOptions(args: readonly string[]): ParsedOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        servers: { type: 'string', default: SERVER_PROFILE_NAMES.join(',') },
        clients: { type: 'string', default: CLIENTS.join(',') },
        only: { type: 'string', default: PARTS.join(',') },
        generate: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '1' },
        publish: { type: 'boolean', default: false },
        recheck: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { ok: 'help' };
    const { publish, recheck } = values;
    return {
      ok: true,
      options: {
        servers: some('servers', values.servers, SERVER_PROFILE_NAMES),
        clients: some('clients', values.clients, CLIENTS),
        parts: recheck ? [] : some('only', values.only, PARTS),
        generate: whole('generate', values.generate),
        seed: whole('seed', values.seed),
        publish,
        recheck,
      },
    };
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
}

function some<Name extends string>(flag: string, text: string, all: readonly Name[]): Name[] {
  const wanted = text.split(',');
  const unknown = wanted.find((name) => !all.some((known) => known === name));
  if (unknown !== undefined) throw new Error(`--${flag} has "${unknown}", which is none of ${all.join(', ')}.`);
  return all.filter((name) => wanted.includes(name));
}

function whole(flag: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${flag} is "${text}", which is no whole number below a billion.`);
  return Number(text);
}
