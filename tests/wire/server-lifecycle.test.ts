import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import WebSocket from 'ws';
import { expect, onTestFinished, test } from 'vitest';
import { ProcessTree } from '#tests/bench/process-tree.ts';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { eventsUntilClose } from '#tests/helpers/guest-socket.ts';
import { RawClient, upgradeRequest } from '#tests/helpers/raw-client.ts';
import { startServer } from '#tests/helpers/server.ts';

const HOLD_OPEN = `
import { app } from 'playground';
app.websocket('/', async (websocket) => {
  await websocket.accept();
  await websocket.sendText('ready');
  await websocket.receiveText();
});`;

/** Runs the server as a command that is expected to end by itself. */
async function command(
  args: string[],
  env: Record<string, string> = {},
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(process.execPath, ['playground-server/main.ts', ...args], { env: { ...process.env, ...env } });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: code as number, out, err };
}

test.for(['SIGTERM', 'SIGINT'] as const)('%s closes guest sockets with 1012 and ends the process', async (signal) => {
  const server = await startServer();
  const control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(HOLD_OPEN);
  const controlClosed = control.closed();
  let exited: Promise<number | null> | undefined;
  const events = await eventsUntilClose(`${server.socketUrl}${started.socketPath}/`, (socket) =>
    socket.on('message', () => (exited = server.stop(signal))),
  );
  expect(events.at(-1)).toEqual({ type: 'close', code: 1012, reason: 'The server is stopping' });
  expect((await controlClosed).code).toBe(1012);
  expect(await exited).toBe(0);
});

test('a client that never answers does not keep the server from stopping', async () => {
  const server = await startServer({ args: ['--stop-ms', '200'] });
  const control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(HOLD_OPEN);
  const socket = new WebSocket(`${server.socketUrl}${started.socketPath}/`);
  await once(socket, 'message');
  socket.pause();
  expect(await server.stop()).toBe(0);
  socket.terminate();
});

test('a server that was suspended goes on with its runs', async () => {
  await using server = await startServer();
  await using control = await ControlClient.connect(server.socketUrl);
  const started = await control.run(HOLD_OPEN);
  const socket = new WebSocket(`${server.socketUrl}${started.socketPath}/`);
  await once(socket, 'message');
  process.kill(server.pid, 'SIGSTOP');
  await setTimeout(3_000);
  process.kill(server.pid, 'SIGCONT');
  // The second answer comes after the server has run its overdue timers.
  for (const _time of ['first', 'second']) await fetch(`${server.url}/healthz`);
  socket.send('still here');
  const [code] = await once(socket, 'close');
  expect(code).toBe(1006);
  control.send({ type: 'stop', runId: 'run' });
  expect((await control.next('run-ended')).reason.name).toBe('stopped');
});

test('a client that says nothing, and does not end its side either, keeps no place of the others', async () => {
  await using server = await startServer({ args: ['--max-connections', '2', '--headers-ms', '100'] });
  const port = Number(new URL(server.url).port);
  const silent = await Promise.all([RawClient.connect(port), RawClient.connect(port)]);
  for (const client of silent) expect(await client.ended()).toBe('FIN');
  const answer = () =>
    fetch(`${server.url}/healthz`).then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(answer).toBe(200);
  for (const client of silent) client.destroy();
});

test('an unknown flag is one line and exit 1', async () => {
  expect(await command(['--prot', '1'])).toEqual({
    code: 1,
    out: '',
    err: "Unknown option '--prot'. See --help for every option.\n",
  });
});

test('a wrong value in the environment is one line and exit 1', async () => {
  const { code, err } = await command([], { PORT: 'http' });
  expect({ code, err }).toEqual({ code: 1, err: 'PORT is "http": expected a whole number from 0 to 65535.\n' });
});

test('a taken port is one line and exit 1', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { code, err } = await command(['--port', String(port)]);
  taken.close();
  expect({ code, err }).toEqual({
    code: 1,
    err: `Port ${port} is taken. Stop what uses it, or choose another with --port.\n`,
  });
});

/** Removed after the test. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accept-first-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test.runIf(ProcessTree.isSupported()).each(['SIGTERM', 'SIGKILL'] as const)(
  'after %s no process and no file of a server is left',
  async (signal) => {
    const folder = await temporaryFolder();
    const server = await startServer({ env: { TMPDIR: folder } });
    const processes = new ProcessTree(server.pid).pids();
    expect(processes.length).toBeGreaterThan(2);
    await server.stop(signal);
    await expect.poll(() => processes.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    // Without bubblewrap each Python has a folder on the disk, which a killed server cannot remove.
    if (signal === 'SIGTERM' || /^Isolation L2/m.test(server.output())) expect(await readdir(folder)).toEqual([]);
  },
  30_000,
);

test('a missing build is one line and exit 1', async () => {
  const empty = await temporaryFolder();
  const { code, err } = await command(['--site', empty, '--port', '0']);
  expect({ code, err }).toEqual({
    code: 1,
    err: `There is no built site in ${empty}. Run "npm run build" first.\n`,
  });
});

test('--help lists the options and ends with 0', async () => {
  const { code, out } = await command(['--help']);
  expect(code).toBe(0);
  expect(out).toContain('--max-runs <number>');
});

test('says its address, the isolation in force, and how to turn on what is off', async () => {
  await using server = await startServer({ args: ['--python-image', 'none'] });
  expect(server.output()).toMatch(/^Python is off\. .*npm run build:python$/m);
  expect(server.output()).toMatch(/^Isolation L\d: .+$/m);
  const health = (await (await fetch(`${server.url}/healthz`)).json()) as { isolation: { level: string } };
  expect(health).toMatchObject({ status: 'ready', languages: { typescript: true, python: false } });
  expect(health).toMatchObject({ unavailable: { python: expect.stringContaining('npm run build:python') } });
  expect(server.output()).toContain(`Isolation ${health.isolation.level}:`);
});

test('answers on both loopback addresses', async () => {
  await using server = await startServer();
  const { port } = new URL(server.url);
  for (const host of ['127.0.0.1', '[::1]']) expect((await fetch(`http://${host}:${port}/healthz`)).status).toBe(200);
});

test('a Host that is not its own gets 421', async () => {
  await using server = await startServer();
  const { hostname, port } = new URL(server.url);
  const { Agent, request } = await import('node:http');
  const response = request({
    hostname,
    port,
    path: '/healthz',
    agent: new Agent(),
    headers: { host: 'evil.example' },
  }).end();
  const [message] = await once(response, 'response');
  expect(message.statusCode).toBe(421);
  message.resume();
});

test('publishes limits and metrics', async () => {
  await using server = await startServer({ args: ['--idle-ms', '1234'] });
  expect(await (await fetch(`${server.url}/api/limits`)).json()).toMatchObject({ idleMs: 1234 });
  expect(await (await fetch(`${server.url}/metrics`)).text()).toContain('accept_first_runs_live 0');
});

test('pages carry a content security policy that allows no foreign script', async () => {
  await using server = await startServer();
  const policy = (await fetch(`${server.url}/`)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
});

test('scripts carry a policy of their own, which a worker obeys', async () => {
  await using server = await startServer();
  const page = await (await fetch(`${server.url}/`)).text();
  const [, script = ''] = /<script type="module" src="([^"]+)"/.exec(page) ?? [];
  const { headers, status } = await fetch(server.url + script);
  expect([status, headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
});

test('an upgrade sent before the answer to the request in front of it gets no part of that answer', async () => {
  await using server = await startServer();
  const control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(HOLD_OPEN);
  const port = Number(new URL(server.url).port);
  const client = await RawClient.connect(port);
  const upgrade = upgradeRequest({ path: `${socketPath}/`, host: `127.0.0.1:${port}` });
  client.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n${upgrade}`);
  await client.ended();
  expect(client.bytes.toString('latin1')).not.toContain('101 Switching Protocols');
  await control[Symbol.asyncDispose]();
});

test('a client that does not read its answer is cut', async () => {
  const site = await temporaryFolder();
  await writeFile(join(site, '404.html'), '');
  await writeFile(join(site, 'large.txt'), Buffer.alloc(32 * 1024 * 1024));
  await using server = await startServer({ args: ['--site', site, '--stalled-ms', '300'] });
  const port = Number(new URL(server.url).port);
  const client = await RawClient.connect(port);
  client.write(`GET /large.txt HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  await client.head();
  client.socket.pause();
  await setTimeout(1_500);
  client.socket.resume();
  await client.ended();
  expect(client.bytes.length).toBeLessThan(32 * 1024 * 1024);
  client.destroy();
});

test('neither a hostile Range nor an offer of HTTP/2 stands between a request and its answer', async () => {
  await using server = await startServer();
  const response = await fetch(`${server.url}/`, { headers: { range: 'bytes=10-5' } });
  expect(response.status).toBe(200);
  const port = Number(new URL(server.url).port);
  const client = await RawClient.connect(port);
  const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n';
  client.write(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${offer}\r\n`);
  expect((await client.head()).statusLine).toBe('HTTP/1.1 200 OK');
  client.destroy();
});

test('a file that cannot be opened, or that a new build has removed, does not end the server', async () => {
  const site = await temporaryFolder();
  for (const name of ['404.html', 'page.html']) await writeFile(join(site, name), name);
  // As where no descriptor is left: it is there, and opening it fails.
  const unopenable = createServer().listen(join(site, 'socket.html'));
  onTestFinished(() => void unopenable.close());
  await using server = await startServer({ args: ['--site', site] });
  await expect(fetch(`${server.url}/socket`)).rejects.toThrow();
  expect(await (await fetch(`${server.url}/page`)).text()).toBe('page.html');
  await rm(join(site, 'page.html'));
  const gone = await fetch(`${server.url}/page`);
  expect([gone.status, await gone.text()]).toEqual([404, '404.html']);
});
