/** A client of the visitor's own, as it has to dial the run. */
export interface OwnClient {
  /** `ws://` or `wss://`, as the page knows it; it may hold anything that a visitor can type. */
  url: string;
  protocols: readonly string[];
  headers: readonly (readonly [name: string, value: string])[];
}

export interface OwnClientCommand {
  name: 'wscat' | 'websocat' | 'curl' | 'python' | 'console';
  label: string;
  code: string;
  /** What it shows, and where it runs. */
  note: string;
}

/** One command or program for each client, ready to be pasted. */
export function ownClientCommands(client: OwnClient): OwnClientCommand[] {
  const dialled = { ...client, url: new URL(client.url).href };
  return [
    {
      name: 'wscat',
      label: 'wscat',
      code: wscat(dialled),
      note: 'In a terminal, with Node. It prints the status of a refused upgrade, and the code and reason of a close.',
    },
    {
      name: 'websocat',
      label: 'websocat',
      code: websocat(dialled),
      note: 'In a terminal. With -v it prints each frame header; a refusal ends it with the status.',
    },
    {
      name: 'curl',
      label: 'curl',
      code: curl(dialled),
      note: 'In a terminal. It asks for the upgrade and prints what comes back: the 403, the denial response with its body, or the 101 and then raw frames.',
    },
    {
      name: 'python',
      label: 'Python',
      code: python(dialled),
      note: 'With the package websockets, version 14 or later. It tells a refused upgrade from a close.',
    },
    {
      name: 'console',
      label: 'Browser console',
      code: browserConsole(dialled),
      note:
        client.headers.length === 0
          ? 'In the console of any page that allows the connection.'
          : 'In the console of any page that allows the connection. Your headers are not in it: the WebSocket constructor takes none.',
    },
  ];
}

/** Neither says who it is by itself, and the timeline calls a client what it calls itself. */
function named(name: string, headers: OwnClient['headers']): OwnClient['headers'] {
  const isNamed = headers.some(([header]) => header.toLowerCase() === 'user-agent');
  return isNamed ? headers : [['User-Agent', name], ...headers];
}

function wscat({ url, protocols, headers }: OwnClient): string {
  return shell(
    'npx',
    'wscat',
    ['--connect', url],
    ...pairs('--subprotocol', protocols),
    ...named('wscat', headers).map(([name, value]) => ['--header', `${name}: ${value}`]),
  );
}

function websocat({ url, protocols, headers }: OwnClient): string {
  const protocol = protocols.length === 0 ? [] : [`--protocol=${protocols.join(', ')}`];
  // With an equals sign: the option would take the URL for one more header.
  const sent = named('websocat', headers).map(([name, value]) => `--header=${name}: ${value}`);
  return shell('websocat', '-v', ...protocol, ...sent, url);
}

function curl({ url, protocols, headers }: OwnClient): string {
  const own: OwnClient['headers'] = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Version', '13'],
    // The key of RFC 6455's own example: curl does not check what comes back for it.
    ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    ...(protocols.length === 0 ? [] : [['Sec-WebSocket-Protocol', protocols.join(', ')] as const]),
    ...headers,
  ];
  return shell(
    'curl',
    // The path as it is written: no globbing, no removal of dots.
    [
      '--silent',
      '--show-error',
      '--include',
      '--http1.1',
      '--globoff',
      '--path-as-is',
      '--no-buffer',
      '--output',
      '-',
      '--max-time',
      '10',
    ],
    // `Name;` is how curl sends a header without a value.
    ...own.map(([name, value]) => ['--header', value === '' ? `${name};` : `${name}: ${value}`]),
    url.replace(/^ws/, 'http'),
  );
}

const pairs = (option: string, values: readonly string[]): string[][] => values.map((value) => [option, value]);

/** One word or a group of words a line. */
function shell(...groups: (string | readonly string[])[]): string {
  const [first = '', ...rest] = groups.map((group) => [group].flat().map(shellWord).join(' '));
  const lines: string[] = [first];
  for (const group of rest) {
    const last = lines.at(-1) ?? '';
    if (last.length + group.length < 60) lines[lines.length - 1] = `${last} ${group}`;
    else lines.push(group);
  }
  return lines.join(' \\\n  ');
}

/** For sh, bash and zsh: between single quotes only the quote itself means anything. */
export function shellWord(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) && !word.startsWith('=') ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

function python({ url, protocols, headers }: OwnClient): string {
  const options = [
    pythonString(url),
    ...(protocols.length === 0 ? [] : [`subprotocols=[${protocols.map(pythonString).join(', ')}]`]),
    ...(headers.length === 0
      ? []
      : [
          `additional_headers=[${headers.map(([name, value]) => `(${pythonString(name)}, ${pythonString(value)})`).join(', ')}]`,
        ]),
  ];
  return `import asyncio
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

async def main():
    try:
        async with connect(${options.join(', ')}) as websocket:
            print("open", websocket.subprotocol)
            while True:
                print("message", await websocket.recv())
    except InvalidStatus as refused:
        response = refused.response
        print("refused", response.status_code, response.reason_phrase, response.body)
    except ConnectionClosed as closed:
        print("close", closed.rcvd and (closed.rcvd.code, closed.rcvd.reason))

asyncio.run(main())`;
}

/** JSON's escapes are Python's as well, but not its bare surrogates, which no URL and no header has. */
const pythonString = (text: string): string => JSON.stringify(text);

function browserConsole({ url, protocols }: OwnClient): string {
  const options = [url, ...(protocols.length === 0 ? [] : [protocols])].map((value) => JSON.stringify(value));
  return `const socket = new WebSocket(${options.join(', ')});
socket.onopen = () => console.log('open', socket.protocol);
socket.onmessage = ({ data }) => console.log('message', data);
socket.onerror = () => console.log('error');
socket.onclose = ({ code, reason, wasClean }) => console.log('close', code, reason, wasClean);`;
}
