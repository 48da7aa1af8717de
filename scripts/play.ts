/**
 * Runs a handler in the terminal and prints what happens to it, until Ctrl C.
 * It is a client of a playground server that runs already, and so shows what
 * the page would show.
 *
 * Usage: npm run play -- <handler.ts|handler.py> [--server uvicorn] [--url http://localhost:8888]
 */
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import type { ClientCommand } from '#protocol/client-message.ts';
import { ServerMessage } from '#protocol/server-message.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';

const LANGUAGES: Readonly<Record<string, 'typescript' | 'python'>> = { '.ts': 'typescript', '.py': 'python' };

const SAID_ALREADY = new Set(['atMs', 'actor', 'kind', 'connection', 'seq', 'hex']);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    server: { type: 'string', default: 'uvicorn' },
    url: { type: 'string', default: 'http://localhost:8888' },
  },
});
const [file = ''] = positionals;
const language = LANGUAGES[extname(file)];
const server = SERVER_PROFILE_NAMES.find((name) => name === values.server);
if (language === undefined || server === undefined) {
  console.error(
    `Usage: npm run play -- <handler.ts|handler.py> [--server ${SERVER_PROFILE_NAMES.join('|')}] [--url …]`,
  );
  process.exit(1);
}

const socketUrl = values.url.replace(/^http/, 'ws');
const socket = new WebSocket(`${socketUrl}/api/playground`);
const command: ClientCommand = { type: 'run', runId: 'play', language, code: readFileSync(file, 'utf8'), server };
socket.on('open', () => socket.send(JSON.stringify(command)));
socket.on('error', ({ message }) => stop(`No playground answers at ${values.url}: ${message}. Start one: npm start`));
socket.on('close', (code, reason) => stop(`The playground closed the connection: ${code} ${String(reason)}`));
socket.on('message', (data) => show(ServerMessage.parse(JSON.parse(String(data)))));

function show(message: ServerMessage): void {
  switch (message.type) {
    case 'run-queued':
      return console.log(`Number ${message.position} in line.`);
    case 'run-started':
      console.log(`${basename(file)} answers at`);
      for (const route of message.routes) console.log(`  ${socketUrl}${message.socketPath}${route}`);
      return;
    case 'run-refused': {
      for (const { line, column, message: problem } of message.diagnostics)
        console.error(`${file}:${line}:${column} ${problem}`);
      return stop(`${message.fault.title}. ${message.fault.message} ${message.fault.hint}`);
    }
    case 'timeline':
      return message.events.forEach((event) => console.log(lineOf(event)));
    case 'run-ended':
      return stop(`${message.reason.title}. ${message.reason.message}`);
    default:
  }
}

/** Texts of a handler are hostile to a terminal too: JSON shows control characters and sends none. */
function lineOf(event: TimelineEvent): string {
  const { atMs, actor, kind, connection } = event;
  const fields = Object.entries(event).filter(([name]) => !SAID_ALREADY.has(name));
  const client = connection === 0 ? '' : `client ${connection} `;
  return `${atMs.toFixed(1).padStart(9)} ms  ${client}${actor} ${kind} ${JSON.stringify(Object.fromEntries(fields))}`;
}

function stop(why: string): never {
  console.error(why);
  process.exit(1);
}
