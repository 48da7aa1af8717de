import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { SharedState } from '#protocol/shared-state.ts';
import { FILE_NAMES } from '../language-choice.ts';

/** What the guest has and a project needs, as text. */
export interface GuestTexts {
  /** The pinned packages that Python handlers import. */
  requirements: string;
  /** The module `autocoder`, which some examples import. */
  autocoder: string;
  /** What gives a handler that stands alone an application, and the names of the document that it is from. */
  bareHandlers: string;
  seedNames: string;
}

/** How each server is started for real, and the versions that its profile was measured against. */
export const REAL_SERVERS: Readonly<Record<ServerProfileName, { packages: readonly string[]; command: string }>> = {
  uvicorn: {
    packages: ['uvicorn==0.54.0', 'websockets==17.4'],
    command: 'uvicorn main:app --port 8000 --ws websockets-sansio',
  },
  'uvicorn-wsproto': {
    packages: ['uvicorn==0.54.0', 'wsproto==1.3.2'],
    command: 'uvicorn main:app --port 8000 --ws wsproto',
  },
  'uvicorn-legacy': {
    packages: ['uvicorn==0.32.0', 'websockets==15.0.1'],
    command: 'uvicorn main:app --port 8000 --ws websockets',
  },
  hypercorn: { packages: ['hypercorn==0.18.0'], command: 'hypercorn main:app --bind 127.0.0.1:8000' },
  daphne: { packages: ['daphne==4.2.3'], command: 'daphne main:app --port 8000' },
};

/** A program for who wants to run it without the playground: file names and texts. */
export function projectFiles(state: SharedState, guest: GuestTexts): Record<string, string> {
  const { language, code, server } = state;
  if (language === 'typescript') return { [FILE_NAMES.typescript]: code, 'README.md': typescriptReadme(state) };
  const standsAlone = !/^app\b\s*[:=]/m.test(code);
  const needsAutocoder = standsAlone || /^\s*(?:from|import)\s+autocoder\b/m.test(code);
  return {
    ...(standsAlone
      ? {
          'main.py': MAIN_OF_A_BARE_HANDLER,
          [FILE_NAMES.python]: code,
          'bare_handlers.py': guest.bareHandlers,
          'seed_names.py': guest.seedNames,
        }
      : { 'main.py': code }),
    'requirements.txt': requirements(guest.requirements, server),
    ...(needsAutocoder && { 'autocoder.py': guest.autocoder }),
    'README.md': pythonReadme(state, standsAlone),
  };
}

/** As the playground loads it; the module's name is what `bare_handlers.py` looks for. */
const MAIN_OF_A_BARE_HANDLER = `"""Gives the handler of handler.py, which has no application, one: as the playground does."""

import importlib.util
import pathlib
import sys

from bare_handlers import bare_application
from seed_names import add_seed_names

path = pathlib.Path(__file__).with_name("handler.py")
spec = importlib.util.spec_from_file_location("handler", path)
handler = importlib.util.module_from_spec(spec)
sys.modules["handler"] = handler
add_seed_names(path.read_text(encoding="utf-8"), handler)
spec.loader.exec_module(handler)
app = bare_application(handler)
`;

/** Without hashes: those are of the files for WebAssembly. */
function requirements(guest: string, server: ServerProfileName): string {
  const pins = [...guest.matchAll(/^(?:fastapi|starlette)==\S+/gm)].map(([pin]) => pin);
  return [...pins, ...REAL_SERVERS[server].packages, ''].join('\n');
}

function pythonReadme(state: SharedState, standsAlone: boolean): string {
  const { command } = REAL_SERVERS[state.server];
  const bare = `
\`handler.py\` is your code. It has no \`app\`, so \`main.py\` makes one around it, as the playground does.
`;
  return `# A WebSocket handler from Accept First

## Run it

    python3 -m venv .venv
    .venv/bin/pip install -r requirements.txt
    .venv/bin/${command}

On Windows the programs are in \`.venv\\Scripts\`.
${standsAlone ? bare : ''}
## Connect to it

${connect('ws://localhost:8000', state)}
`;
}

function typescriptReadme(state: SharedState): string {
  return `# A WebSocket handler from Accept First

\`handler.ts\` imports \`playground\`, a library with Starlette's semantics that lives inside Accept First: it speaks
ASGI to the server around it, and there is no package of it for Node. So what runs it for real is an Accept First of
your own.

## Run it

In your clone of Accept First, with its server running (\`npm ci && npm start\`):

    npm run play -- path/to/handler.ts --server ${state.server}

It prints the address to connect to, then everything that happens, and runs until you press Ctrl C.

## Connect to it

${connect('<the address that it prints>', state)}

To put the same behaviour into production, download the Python side of the example: that runs under ${state.server} as
it is.
`;
}

/** What a browser's console takes. A path that the panel leaves open is the handler's first route. */
function connect(origin: string, { clients }: SharedState): string {
  const [first] = clients ?? [];
  const path = first?.path === '' || first === undefined ? '/<path of your handler>' : first.path;
  const query = first === undefined || first.query === '' ? '' : `?${first.query.replace(/^\?/, '')}`;
  return `    const socket = new WebSocket(${JSON.stringify(origin + path + query)});
    socket.onclose = ({ code, reason }) => console.log(code, reason);`;
}
