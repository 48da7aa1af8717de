import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { loadExamples } from '#content/load-examples.ts';
import { ENDPOINTS } from '#content/endpoints.ts';
import pino from 'pino';
import { isLoopback, refusalOfAddress } from './address-policy.ts';
import type { Config } from './config.ts';
import { helpText, parseConfig } from './config.ts';
import { allowedHosts } from './edge/allowed-hosts.ts';
import { HttpServer } from './edge/http-server.ts';
import type { RequestHandler } from './edge/static-site.ts';
import { MissingBuildError, staticSite } from './edge/static-site.ts';
import { snippetRoutes } from './edge/snippet-routes.ts';
import { statusRoutes } from './edge/status-routes.ts';
import { Upgrades } from './edge/upgrades.ts';
import { tapHandshake } from './edge/wire-tap.ts';
import { lanAddresses } from './lan-addresses.ts';
import { Rooms } from './rooms/rooms.ts';
import { SqliteRoomStore } from './rooms/sqlite-room-store.ts';
import type { Isolation } from './sandbox/isolation/isolation.ts';
import { probeIsolation } from './sandbox/isolation/isolation.ts';
import { openPythonLane, type PythonLane } from './sandbox/python/python-lane.ts';
import { TypeScriptSandbox } from './sandbox/typescript/typescript-sandbox.ts';
import { EndpointSessions } from './session/endpoint-sessions.ts';
import { Runs, type Sandboxes } from './session/runs.ts';
import { SnippetStore } from './snippets/snippet-store.ts';
import { openDatabase } from './storage/open-database.ts';
import { workshopNotice } from './workshop-notice.ts';

/** What is left of the five seconds in which a server that is told to stop is gone. */
const FORCED_EXIT_MS = 700;

/** How often rooms that nobody uses are looked for. */
const SWEEP_MS = 10 * 60_000;

const parsed = parseConfig(process.argv.slice(2), process.env);
if (parsed.ok === 'help') {
  process.stdout.write(helpText());
  process.exit(0);
}
if (!parsed.ok) fail(parsed.message);
await serve(parsed.config);

async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel });
  const site = openSite(config.site);
  const { limits } = config;
  const [isolation, python] = await Promise.all([
    probeIsolation(),
    openPythonLane(limits, resolve(config.pythonImage)),
  ]);
  refuseUnsafeAddress(config, isolation, python);

  const sandbox = new TypeScriptSandbox({ limits, isolation, log });
  const sandboxes: Sandboxes = { typescript: sandbox, ...(python.ok && { python: python.sandbox }) };
  const onCrash = (detail: string): void => log.error({ detail }, 'a sandbox failed');
  const runs = new Runs(sandboxes, limits, onCrash);
  const endpoints = new EndpointSessions(servedEndpoints(), sandbox, limits, onCrash);
  const rooms = openRooms(config, log);
  setInterval(() => rooms.sweep(), SWEEP_MS).unref();
  const lan = lanAddresses(config.host, networkInterfaces());
  const hosts = allowedHosts(config.host, [...lan, ...config.allowHost]);
  const upgrades = new Upgrades({
    runs,
    endpoints,
    rooms,
    limits,
    allowedHosts: hosts,
    addresses: () => lan.map((address) => `http://${address}:${port}`),
  });
  const { level, summary } = isolation;
  const server = new HttpServer({
    limits,
    log,
    allowedHosts: hosts,
    site,
    routes: {
      ...statusRoutes({
        runs,
        sandboxes,
        isolation: { level, summary },
        unavailable: python.ok ? {} : { python: python.reason },
        limits,
        connections: () => upgrades.guestSockets,
      }),
      ...snippetRoutes(new SnippetStore(openStorage(config.data, 'snippets'), limits), limits),
    },
    upgrade: (request, socket, head) => upgrades.handle(request, socket, head),
    onConnection: (socket) => tapHandshake(socket, limits.maxHeaderBytes),
  });

  await sandbox.ready();
  const port: number = await server.listen(config.port, config.host).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      fail(`Port ${config.port} is taken. Stop what uses it, or choose another with --port.`);
    return fail(`Cannot listen on ${config.host}:${config.port}: ${error.message}.`);
  });
  const host = printableHost(config.host);
  process.stdout.write(`Isolation ${level}: ${summary}\n`);
  process.stdout.write(python.ok ? `Python: ${python.summary}\n` : `Python is off. ${python.reason}\n`);
  if (!isLoopback(config.host)) process.stdout.write(workshopNotice(lan, port));
  process.stdout.write(`Accept First is ready at http://${host}:${port}\n`);

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // Whoever stopped it waits, and sends SIGKILL soon.
    setTimeout(() => process.exit(0), limits.stopMs + FORCED_EXIT_MS).unref();
    runs.stopAll();
    endpoints.stopAll();
    upgrades.closeControlSockets();
    await server.close();
    await Promise.all(Object.values(sandboxes).map((one) => one.close()));
    rooms.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
}

function openRooms({ data, limits }: Config, log: pino.Logger): Rooms {
  return new Rooms({
    store: new SqliteRoomStore(openStorage(data, 'rooms')),
    limits,
    nowMs: Date.now,
    onUnreadable: (room, error) => log.error({ room, err: error }, 'a stored room cannot be read, and stays closed'),
  });
}

function openSite(folder: string): RequestHandler {
  try {
    return staticSite(folder);
  } catch (error) {
    if (error instanceof MissingBuildError) return fail(error.message);
    throw error;
  }
}

function openStorage(folder: string, name: string): DatabaseSync {
  try {
    return openDatabase(folder, name);
  } catch (error) {
    const { message } = error as Error;
    return fail(`Cannot keep ${name} in ${folder}: ${message}. Choose a folder with --data, or none to keep nothing.`);
  }
}

/** Code of strangers runs here, so an address that strangers reach needs a sandbox that was seen to hold. */
function refuseUnsafeAddress(config: Config, isolation: Isolation, python: PythonLane): void {
  const reason = refusalOfAddress(config.host, {
    isolation,
    ...(python.ok && { pythonContainment: python.containment }),
  });
  if (reason !== undefined) fail(reason);
}

/** A host that a client on this machine can dial: a wildcard is no address, and IPv6 needs brackets in a URL. */
function printableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** The seed's endpoints, each at the document's URL and at the real one. */
function servedEndpoints(): { paths: string[]; code: string }[] {
  const examples = new Map(loadExamples().map((example) => [example.slug, example]));
  return ENDPOINTS.map((endpoint) => {
    const example = examples.get(endpoint.example);
    const code = example?.code.typescript;
    if (code === undefined)
      throw new Error(`content/endpoints.ts names the example ${endpoint.example}, which is not there in TypeScript`);
    return { paths: [...new Set([endpoint.documentPath, endpoint.realPath])], code };
  });
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
