import { batch, computed, signal } from '@preact/signals';
import type { ServerMessage } from '#protocol/server-message.ts';
import { randomId } from '../random-id.ts';
import type { ControlLink } from './connection/control-link.ts';
import type { ControlStatus } from './connection/control-socket.ts';
import { GuestClient } from './connection/guest-client.ts';
import { webSocketOrigin } from './connection/guest-url.ts';
import { FrameBatch } from './frame-batch.ts';
import type { Dialled, LiveRun } from './live-run.ts';
import { applyServerMessage, isOver, lastSeq, recordBrowserEvent, type Run, type RunPhase } from './run-state.ts';
import type { BrowserEntry } from './timeline/browser-event.ts';
import { connectionOf, outsideConnectionOf, outsideConnections } from './verdict/connection-of.ts';
import { verdictOf } from './verdict/verdict.ts';

/** Runs kept on the timeline. */
const MAX_RUNS = 8;

/** Shown when a run had not begun: nothing names it to the server, so it cannot be taken up again. */
const LOST: RunPhase = {
  phase: 'ended',
  reason: {
    name: 'connection-lost',
    title: 'The run did not begin',
    message: 'The connection to the playground was lost before the run had begun.',
  },
};

/** What ends the wait for a run to settle. */
const SETTLING: ReadonlySet<ServerMessage['type']> = new Set(['run-settled', 'run-ended', 'run-refused']);

/** What is run. `refusal` is what the page itself has against it; then the server is not asked. */
export interface RunOrder extends Pick<Run, 'profile' | 'title' | 'language' | 'code' | 'example'> {
  refusal: RunPhase | undefined;
  dial: (run: LiveRun) => Promise<void>;
}

/** The runs of one handler, and the page's clients in the latest of them. */
export class Runs {
  readonly all = signal<readonly Run[]>([]);
  /** The client of the page that the verdict is about, from 1. */
  readonly client = signal(1);
  /** The connection that the verdict is about instead: that of a client which is not the page's. */
  readonly outside = signal<number | undefined>(undefined);

  readonly latest = computed(() => this.all.value.at(-1));
  readonly busy = computed(() => this.latest.value !== undefined && !isOver(this.latest.value));
  /** Whether the client that the verdict is about can send. */
  readonly open = computed(() => {
    const run = this.latest.value;
    if (run?.at.phase !== 'live' || this.outside.value !== undefined) return false;
    const kinds = run.browser.filter(({ client }) => client === this.client.value).map(({ kind }) => kind);
    return kinds.includes('open') && !kinds.includes('close');
  });
  /** The connection that the verdict is about; in a run that no client of the page has dialled, the latest. */
  readonly shown = computed(() => {
    const run = this.latest.value;
    if (run === undefined) return undefined;
    const outside = this.outside.value ?? (run.browser.length === 0 ? outsideConnections(run).at(-1) : undefined);
    if (outside !== undefined) return outsideConnectionOf(run, outside);
    return run.browser.length === 0 ? undefined : connectionOf(run, this.client.value);
  });
  readonly verdict = computed(() => this.shown.value && verdictOf(this.shown.value));

  readonly #link: ControlLink;
  readonly #unlisten: () => void;
  /** The clients of the latest run, by their number. */
  readonly #guests = new Map<number, GuestClient>();
  /** Events come by the hundred to a frame, and a frame can only show the last of them. */
  readonly #events = new FrameBatch((changes) => batch(() => changes.forEach((change) => change())));
  /** Who dials the latest run, once its handler answers. */
  #dial: RunOrder['dial'] = async () => {};

  constructor(link: ControlLink) {
    this.#link = link;
    this.#unlisten = link.listen({
      onStatus: (status) => this.#onStatus(status),
      onMessage: (message) => this.#onMessage(message),
    });
  }

  /** False when there is no connection to ask the server on. */
  start({ refusal, dial, ...order }: RunOrder): boolean {
    const { language, code, profile } = order;
    const number = (this.latest.value?.number ?? 0) + 1;
    const runId = `${number}-${randomId()}`;
    this.stop();
    if (refusal === undefined && !this.#link.send({ type: 'run', runId, language, code, server: profile }))
      return false;
    const run: Run = {
      ...order,
      runId,
      number,
      sentAtMs: performance.now(),
      at: refusal ?? { phase: 'starting' },
      routes: [],
      browser: [],
      server: [],
    };
    this.#dial = dial;
    batch(() => {
      this.look({ client: 1 });
      this.all.value = [...this.all.value.filter(({ recordedOn }) => recordedOn === undefined), run].slice(-MAX_RUNS);
    });
    return true;
  }

  stop(): void {
    const run = this.latest.value;
    if (run !== undefined && !isOver(run)) this.#link.send({ type: 'stop', runId: run.runId });
  }

  /** Has the run wait longer for a client that is not the page's. */
  keepOpen(): void {
    const run = this.latest.value;
    if (run?.at.phase === 'live') this.#link.send({ type: 'keep-open', runId: run.runId });
  }

  clear(): void {
    const run = this.latest.value;
    this.all.value = run !== undefined && !isOver(run) ? [run] : [];
  }

  /** Shows a run from another day, until the visitor has one of their own. */
  showRecorded(run: Run | undefined): void {
    if (this.all.peek().some(({ recordedOn }) => recordedOn === undefined)) return;
    batch(() => {
      this.look({ client: 1 });
      this.all.value = run === undefined ? [] : [run];
    });
  }

  /** Stops what runs, and hears nothing more of it. */
  forget(): void {
    this.stop();
    this.#unlisten();
  }

  /** Has the verdict be about a client of the page, or about a connection that is not of the page. */
  look(at: { client: number } | { connection: number }): void {
    batch(() => {
      this.outside.value = 'connection' in at ? at.connection : undefined;
      if ('client' in at) this.client.value = at.client;
    });
  }

  send(text: string): void {
    this.#guests.get(this.client.value)?.send(text);
  }

  close(code: number | undefined, reason: string | undefined): void {
    this.#guests.get(this.client.value)?.close(code, reason);
  }

  #onStatus(status: ControlStatus): void {
    this.#events.flush();
    const run = this.latest.value;
    if (run === undefined || isOver(run)) return;
    if (status.kind === 'connected' && run.at.phase === 'live') {
      const { resumeToken } = run.at;
      this.#link.send({ type: 'resume', runId: run.runId, resumeToken, afterSeq: lastSeq(run) });
    }
    if (status.kind === 'waiting' && run.at.phase !== 'live')
      this.#update(run.runId, (lost) => ({ ...lost, at: LOST }));
  }

  #onMessage(message: ServerMessage): void {
    if (message.type === 'timeline')
      return this.#events.add(() => this.#update(message.runId, (run) => applyServerMessage(run, message)));
    this.#events.flush();
    const resumed = this.latest.value?.at.phase === 'live';
    this.#update(message.runId, (run) => applyServerMessage(run, message));
    const live = message.type === 'run-started' && !resumed ? this.#liveRun(message.runId) : undefined;
    if (live !== undefined) void this.#dial(live);
  }

  #liveRun(runId: string): LiveRun | undefined {
    const started = this.latest.value;
    if (started?.runId !== runId || started.at.phase !== 'live') return undefined;
    const { socketPath } = started.at;
    return {
      runId,
      routes: started.routes,
      isCurrent: () => this.latest.value?.runId === runId && this.latest.value.at.phase === 'live',
      settled: () => this.#settled(runId),
      connect: (number, client, onEntry) => this.#connect({ run: started, socketPath, number, client, onEntry }),
    };
  }

  #settled(runId: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const unlisten = this.#link.listen({
      onStatus: () => resolve(),
      onMessage: ({ type, runId: about }) => {
        if (about === runId && SETTLING.has(type)) resolve();
      },
    });
    if (!this.#link.send({ type: 'settle', runId })) resolve();
    return promise.finally(unlisten);
  }

  #connect({ run, socketPath, number, client, onEntry }: Connecting): GuestClient {
    const { runId, sentAtMs } = run;
    const { name, ...dialled } = client;
    if (name !== undefined)
      this.#update(runId, (latest) => ({ ...latest, clientNames: { ...latest.clientNames, [number]: name } }));
    this.look({ client: number });
    const guest = new GuestClient({
      // The number tells the page's own clients from all others, on the wire too.
      url: `${webSocketOrigin(location.origin)}${socketPath}~${number}${client.path}`,
      ...dialled,
      cut: () => this.#link.send({ type: 'cut', runId, client: number }),
      record: (entry) => {
        const atMs = Number((performance.now() - sentAtMs).toFixed(3));
        const event = { ...entry, client: number, atMs };
        this.#events.add(() => this.#update(runId, (latest) => recordBrowserEvent(latest, event)));
        onEntry?.(entry);
      },
    });
    this.#guests.set(number, guest);
    return guest;
  }

  #update(runId: string, change: (run: Run) => Run): void {
    this.all.value = this.all.value.map((run) => (run.runId === runId ? change(run) : run));
  }
}

interface Connecting {
  run: Run;
  socketPath: string;
  number: number;
  client: Dialled;
  onEntry: ((entry: BrowserEntry) => void) | undefined;
}
