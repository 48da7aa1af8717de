import { execFileSync } from 'node:child_process';
import { Script } from 'node:vm';
import { array, assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownClientCommands, shellWord, type OwnClient } from '#site/playground/client/own-client-commands.ts';

const HOSTILE: OwnClient = {
  url: `ws://localhost:8888/live/id/it's/"$(id)"/\`id\`/[1-9]{a,b}/../-x?q='\\$HOME&b=é\n!x`,
  protocols: [`a'b`, 'v2'],
  headers: [
    ['Authorization', `Bearer $(rm -rf /) 'x' "y" \\ ! #`],
    ['X-Empty', ''],
  ],
};

const codeOf = (name: string, client: OwnClient): string =>
  ownClientCommands(client).find((command) => command.name === name)?.code ?? '';

/** What a shell makes of a command: its words. */
function words(command: string, shell = 'sh'): string[] {
  const program = command.replace(/^(?:npx wscat|websocat|curl)/, '');
  const printed = execFileSync(shell, ['-c', String.raw`printf '%s\0' ${program}`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

describe('for a shell', () => {
  test('a hostile URL is one word, and holds nothing that the shell would do', () => {
    const url = new URL(HOSTILE.url).href;
    expect(words(codeOf('wscat', HOSTILE))).toEqual([
      '--connect',
      url,
      '--subprotocol',
      `a'b`,
      '--subprotocol',
      'v2',
      '--header',
      'User-Agent: wscat',
      '--header',
      `Authorization: Bearer $(rm -rf /) 'x' "y" \\ ! #`,
      '--header',
      'X-Empty: ',
    ]);
    expect(words(codeOf('websocat', HOSTILE))).toContain(url);
    expect(words(codeOf('curl', HOSTILE)).at(-1)).toBe(url.replace('ws:', 'http:'));
  });

  test('who does not say who it is gets a name, unless it has one of the visitor’s', () => {
    const plain = { url: 'ws://h/x', protocols: [], headers: [] };
    expect(words(codeOf('websocat', plain))).toContain('--header=User-Agent: websocat');
    const own = { ...plain, headers: [['user-agent', 'mine/1.0']] as const };
    expect(words(codeOf('wscat', own)).join(' ')).not.toContain('wscat');
  });

  test('any text is one word of sh and of bash, unchanged', () => {
    const text = string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0'));
    for (const shell of ['sh', 'bash']) {
      assert(
        property(array(text, { minLength: 30, maxLength: 30 }), (values) => {
          const line = values.map((value) => shellWord(value)).join(' ');
          const printed = execFileSync(shell, ['-c', String.raw`printf '%s\0' ${line}`], { encoding: 'utf8' });
          expect(printed).toBe(values.map((value) => `${value}\0`).join(''));
        }),
        { numRuns: 10 },
      );
    }
  });

  test('curl asks for the upgrade, over HTTP/1.1, and for the path as it stands', () => {
    const asked = words(codeOf('curl', { url: 'wss://h/x', protocols: ['a'], headers: [] }));
    expect(asked).toEqual(expect.arrayContaining(['--include', '--http1.1', '--globoff', '--path-as-is']));
    expect(asked).toContain('Sec-WebSocket-Protocol: a');
    expect(asked.at(-1)).toBe('https://h/x');
  });
});

test('for Python every text is a string, whatever is in it', () => {
  const program = codeOf('python', HOSTILE);
  const read = `import ast, json, sys
calls = [n for n in ast.walk(ast.parse(sys.stdin.read())) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "connect"]
print(json.dumps([ast.literal_eval(calls[0].args[0]), {k.arg: ast.literal_eval(k.value) for k in calls[0].keywords}]))`;
  const [url, options] = JSON.parse(execFileSync('python3', ['-c', read], { input: program, encoding: 'utf8' }));
  expect(url).toBe(new URL(HOSTILE.url).href);
  expect(options).toEqual({
    subprotocols: HOSTILE.protocols,
    additional_headers: HOSTILE.headers.map((header) => [...header]),
  });
});

test('for a console it dials exactly the URL with its subprotocols, and says that headers are left out', () => {
  const dialled: unknown[] = [];
  function WebSocket(...options: unknown[]): void {
    dialled.push(...options);
  }
  new Script(codeOf('console', HOSTILE)).runInNewContext({ WebSocket, console });
  expect(dialled).toEqual([new URL(HOSTILE.url).href, HOSTILE.protocols]);
  expect(ownClientCommands(HOSTILE).find(({ name }) => name === 'console')?.note).toContain('headers are not in it');
});
