/**
 * Which folder may import which. The table is the rule; ARCHITECTURE.md gives its reasons.
 *
 * The modules of a row may always import each other. A row names other rows
 * exactly: to be allowed a folder does not allow a row inside it.
 */
export interface Boundary {
  /** Path from the root, a folder or one file. The longest that holds a module decides. */
  folder: string;
  /** Other rows that it may import. */
  imports: readonly string[] | 'anything';
  /** The only packages that it may import, Node's own included; anything when absent. */
  packages?: readonly string[];
  withoutPackages?: readonly string[];
  /** Rows whose files it may import for their types or as text (`?raw`), but not run. */
  inert?: readonly string[];
}

const SERVER = 'playground-server';
const LIMITS = `${SERVER}/limits.ts`;
const PROTOCOL = `${SERVER}/protocol`;
const ASGI = `${SERVER}/asgi`;
const SANDBOX = `${SERVER}/sandbox`;
const GUEST = `${SANDBOX}/guest`;
const ISOLATION = `${SANDBOX}/isolation`;
const CHANNEL = `${SANDBOX}/typescript/runner/channel.ts`;
const SESSION = `${SERVER}/session`;
const EDGE = `${SERVER}/edge`;
const ROOMS = `${SERVER}/rooms`;
const ROOM_STATE = `${ROOMS}/state`;
const STORAGE = `${SERVER}/storage`;
const SNIPPETS = `${SERVER}/snippets`;
const RATE_LIMIT = `${SERVER}/rate-limit.ts`;
const CONTENT = 'content';
const READERS_CODE = 'content/snippets';
const LOAD_EXAMPLES = 'content/load-examples.ts';
const LOAD_LESSONS = 'content/load-lessons.ts';

/** Who cannot import these cannot open a socket. */
const SOCKETS = ['ws', 'node:net', 'node:tls', 'node:http', 'node:https', 'node:http2', 'node:dgram'];

export const BOUNDARIES: readonly Boundary[] = [
  { folder: CONTENT, imports: [], packages: ['zod', 'yaml'] },
  { folder: LOAD_EXAMPLES, imports: [CONTENT], packages: ['node:fs'] },
  { folder: LOAD_LESSONS, imports: [CONTENT], packages: ['node:fs'] },
  // Learners' programs: the guest's library is all that they see.
  { folder: 'content/examples', imports: [], packages: ['playground'] },
  { folder: 'content/lessons', imports: [], packages: ['playground'] },
  // Clients that readers copy, with what they would install. Pages may import them, so that an exhibit is the code beside it.
  { folder: READERS_CODE, imports: [], packages: ['ws'] },
  { folder: LIMITS, imports: [], packages: [] },
  { folder: RATE_LIMIT, imports: [], packages: ['node:net'] },
  { folder: STORAGE, imports: [], packages: ['node:sqlite', 'node:fs', 'node:path'] },
  { folder: SNIPPETS, imports: [], packages: ['node:sqlite', 'node:crypto', 'node:util', 'node:zlib'] },
  { folder: PROTOCOL, imports: [CONTENT, ASGI], packages: ['zod'] },
  { folder: ASGI, imports: [CONTENT], packages: ['zod'] },
  { folder: GUEST, imports: [ASGI], inert: [SANDBOX], packages: [] },
  // Tries to break out, by the network among others, and says what held.
  { folder: ISOLATION, imports: [SANDBOX, CHANNEL, LIMITS] },
  { folder: SANDBOX, imports: [ISOLATION, CHANNEL, GUEST, ASGI, PROTOCOL, LIMITS], withoutPackages: SOCKETS },
  // Reads and writes a socket that its process inherited. The system-call filter lets nobody there open another.
  { folder: CHANNEL, imports: [SANDBOX], packages: ['node:net', 'node:fs'] },
  { folder: SESSION, imports: [SANDBOX, ASGI, PROTOCOL, CONTENT, LIMITS], withoutPackages: SOCKETS },
  // Applied by the server and once more by the facilitator's page.
  { folder: ROOM_STATE, imports: [PROTOCOL, CONTENT], packages: [] },
  { folder: ROOMS, imports: [ROOM_STATE, PROTOCOL, CONTENT, LIMITS], packages: ['node:crypto', 'node:sqlite'] },
  {
    folder: EDGE,
    imports: [SNIPPETS, ROOMS, RATE_LIMIT, SESSION, PROTOCOL, ASGI, CONTENT, LIMITS],
    inert: [SANDBOX, ISOLATION],
  },
  {
    folder: SERVER,
    imports: [
      STORAGE,
      SNIPPETS,
      RATE_LIMIT,
      ROOMS,
      EDGE,
      SESSION,
      SANDBOX,
      ISOLATION,
      PROTOCOL,
      ASGI,
      LIMITS,
      CONTENT,
      LOAD_EXAMPLES,
    ],
  },
  { folder: 'site', imports: [CONTENT, READERS_CODE, PROTOCOL, ASGI, ROOM_STATE, LIMITS], inert: [GUEST, SANDBOX] },
  { folder: 'scripts', imports: [SERVER, PROTOCOL, ASGI, SANDBOX, LIMITS, CONTENT, LOAD_EXAMPLES] },
  { folder: 'tests', imports: 'anything' },
  // The configuration of tools, in the root.
  { folder: '.', imports: ['scripts', 'site', CONTENT, LOAD_EXAMPLES] },
];

export interface Import {
  /** As written: `./a.ts`, `#asgi/events.ts`, `zod`, `node:fs`. */
  specifier: string;
  /** What it leads to: a path from the root, or a package. */
  target: { kind: 'file'; path: string } | { kind: 'package'; name: string };
  /** Nothing of the target runs: a `?raw` text or a type. */
  inert: boolean;
}

/** Says which rule an import breaks, or `undefined` when it is allowed. */
export function boundaryViolation(importer: string, { specifier, target, inert }: Import): string | undefined {
  const own = boundaryOf(importer);
  if (target.kind === 'package') {
    const listed = own.packages?.includes(target.name) ?? true;
    const allowed = listed && own.withoutPackages?.includes(target.name) !== true;
    return allowed ? undefined : `${own.folder} may not import the package "${target.name}".`;
  }
  const other = boundaryOf(target.path);
  if (other === own || own.imports === 'anything' || own.imports.includes(other.folder)) return undefined;
  if (own.inert?.includes(other.folder) !== true)
    return `${own.folder} may not import ${other.folder} ("${specifier}").`;
  return inert ? undefined : `${own.folder} may import ${other.folder} only for types or as text ("${specifier}").`;
}

function boundaryOf(path: string): Boundary {
  const holders = BOUNDARIES.filter(({ folder }) => folder === '.' || path === folder || path.startsWith(`${folder}/`));
  return holders.reduce((innermost, row) => (row.folder.length > innermost.folder.length ? row : innermost));
}
