import { batch, computed, effect, signal } from '@preact/signals';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { ClientStep, Example } from '#content/example-schema.ts';
import { LANGUAGES, type Language } from '#protocol/client-message.ts';
import type { ServerMessage } from '#protocol/server-message.ts';
import { randomId } from '../random-id.ts';
import { plansOf, splitSubprotocols, type ClientPlan } from './client/client-plan.ts';
import { parseScript } from './client/client-script.ts';
import { ControlSocket, type ControlStatus } from './connection/control-socket.ts';
import { GuestClient } from './connection/guest-client.ts';
import { pathToDial, webSocketOrigin, withQuery } from './connection/guest-url.ts';
import { readDraft, writeDraft, type Draft } from './drafts.ts';
import { obstacleTo, shownLanguage, unavailableLanguages, type Unavailable } from './language-choice.ts';
import type { BrowserEntry } from './timeline/browser-event.ts';
import { applyServerMessage, isOver, lastSeq, recordBrowserEvent, type Run } from './run-state.ts';
import { connectionOf } from './verdict/connection-of.ts';
import { verdictOf } from './verdict/verdict.ts';

export interface StudioData {
  examples: Example[];
  /** The first example's code in TypeScript, highlighted at build time. */
  firstHtml: string;
}

export interface Dialled {
  path: string;
  protocols: string[];
  script: readonly ClientStep[];
}

/** A run whose handler answers, for who dials it. */
export interface LiveRun {
  readonly runId: string;
  readonly routes: readonly string[];
  /** Where the handler's paths begin. */
  readonly url: string;
  /** False once another run has begun or this one is over. */
  isCurrent(): boolean;
  /** Lets client `number` (from 1) dial `path`, and shows its verdict. `onEntry` gets what is recorded of it. */
  connect(number: number, client: Dialled, onEntry?: (entry: BrowserEntry) => void): GuestClient;
}

export interface PlaygroundOptions {
  /** False where the page keeps the code itself, and its address says nothing of an example. */
  keepsDraft?: boolean;
  /** Who dials a run instead of the clients of the panel. */
  dial?: (run: LiveRun) => Promise<void>;
}

/** Runs kept on the timeline. */
const MAX_RUNS = 8;

/** State of the page as signals, and the commands that change it. Components read and call; they decide nothing. */
export class Playground {
  readonly examples: readonly Example[];
  readonly slug = signal('');
  /** The visitor's code in each language that the example is written in. */
  readonly sources = signal<Example['code']>({});
  /** What the visitor asked for; `language` is what there is. */
  readonly chosenLanguage = signal<Language>('typescript');
  readonly unavailable = signal<Unavailable>({});
  readonly profile = signal<ServerProfileName>('uvicorn');
  readonly plans = signal<readonly ClientPlan[]>([]);
  /** Undefined until the page runs in a browser. */
  readonly control = signal<ControlStatus | undefined>(undefined);
  readonly runs = signal<readonly Run[]>([]);
  /** The client of the page that the verdict is about, from 1. */
  readonly client = signal(1);
  /** A line of the source to show, counted anew each time so that the same line can be asked for twice. */
  readonly revealed = signal<{ line: number; times: number } | undefined>(undefined);
  /** The line of the row under the pointer or the focus. */
  readonly pointedLine = signal<number | undefined>(undefined);
  /** The line of the cursor, while the editor has the focus. */
  readonly cursorLine = signal<number | undefined>(undefined);

  readonly example = computed(() => this.examples.find(({ slug }) => slug === this.slug.value) ?? this.examples[0]);
  readonly language = computed(() =>
    shownLanguage(this.chosenLanguage.value, this.example.value, this.unavailable.value),
  );
  readonly code = computed(() => this.sources.value[this.language.value] ?? '');
  readonly run = computed(() => this.runs.value.at(-1));
  readonly busy = computed(() => this.run.value !== undefined && !isOver(this.run.value));
  readonly edited = computed(() => this.code.value !== this.example.value?.code[this.language.value]);
  /** Whether the client that the verdict is about can send. */
  readonly open = computed(() => {
    const run = this.run.value;
    if (run?.at.phase !== 'live') return false;
    const kinds = run.browser.filter(({ client }) => client === this.client.value).map(({ kind }) => kind);
    return kinds.includes('open') && !kinds.includes('close');
  });
  readonly verdict = computed(() => {
    const run = this.run.value;
    if (run === undefined || run.browser.length === 0) return undefined;
    return verdictOf(connectionOf(run, this.client.value));
  });

  #socket: ControlSocket | undefined;
  /** The clients of the latest run, by their number. */
  readonly #guests = new Map<number, GuestClient>();

  readonly #keepsDraft: boolean;
  readonly #dial: (run: LiveRun) => Promise<void>;

  constructor(examples: readonly Example[], options: PlaygroundOptions = {}) {
    this.examples = examples;
    this.#keepsDraft = options.keepsDraft ?? true;
    this.#dial = options.dial ?? ((run) => this.#dialPlans(run));
    const [first] = examples;
    if (first !== undefined) this.openExample(first.slug);
  }

  /** Begins what needs a browser: the draft, the address and the control socket. */
  start(): void {
    if (this.#keepsDraft) this.#takeUpDraft();
    this.#socket = new ControlSocket(`${webSocketOrigin(location.origin)}/api/playground`, {
      onStatus: (status) => this.#onStatus(status),
      onMessage: (message) => this.#onMessage(message),
    });
  }

  #takeUpDraft(): void {
    const address = new URLSearchParams(location.search);
    const asked = address.get('example');
    const draft = readDraft(localStorage);
    if (draft !== undefined) this.chosenLanguage.value = draft.language;
    if (asked !== null && asked !== draft?.slug) this.openExample(asked);
    else if (draft !== undefined) this.take(draft);
    const language = LANGUAGES.find((name) => name === address.get('language'));
    if (language !== undefined) this.chosenLanguage.value = language;
    effect(() => writeDraft(localStorage, this.state()));
  }

  /** All that the visitor has in hand: what a draft and a shared link hold. */
  state(): Draft {
    return {
      slug: this.slug.value,
      language: this.chosenLanguage.value,
      code: this.sources.value,
      profile: this.profile.value,
      plans: [...this.plans.value],
    };
  }

  /** Fills the page with what was kept or shared. It runs nothing. */
  take(state: Draft): void {
    if (!this.examples.some(({ slug }) => slug === state.slug)) return;
    batch(() => {
      this.slug.value = state.slug;
      this.chosenLanguage.value = state.language;
      // What the draft lacks has been written since.
      this.sources.value = { ...this.example.value?.code, ...state.code };
      this.profile.value = state.profile;
      this.plans.value = state.plans;
      this.client.value = 1;
    });
  }

  /** Shows a run from another day, until the visitor has one of their own. */
  showRecorded(run: Run | undefined): void {
    if (this.runs.peek().some(({ recordedOn }) => recordedOn === undefined)) return;
    batch(() => {
      this.client.value = 1;
      this.runs.value = run === undefined ? [] : [run];
    });
  }

  openExample(slug: string): void {
    const example = this.examples.find((candidate) => candidate.slug === slug);
    if (example === undefined) return;
    batch(() => {
      this.slug.value = slug;
      this.sources.value = example.code;
      this.plans.value = plansOf(example);
      this.client.value = 1;
    });
  }

  /** Puts back the code of the language that is shown, and the clients. */
  reset(): void {
    const example = this.example.value;
    const original = example?.code[this.language.value];
    if (example === undefined || original === undefined) return;
    batch(() => {
      this.edit(original);
      this.plans.value = plansOf(example);
      this.client.value = 1;
    });
  }

  edit(code: string): void {
    if (code === this.code.peek()) return;
    this.sources.value = { ...this.sources.peek(), [this.language.peek()]: code };
  }

  /** What stands in the way of a language, with this example on this server. */
  obstacle(language: Language) {
    return obstacleTo(language, this.example.value, this.unavailable.value);
  }

  editPlan(index: number, change: Partial<ClientPlan>): void {
    this.plans.value = this.plans.value.map((plan, at) => (at === index ? { ...plan, ...change } : plan));
  }

  reconnect(): void {
    this.#socket?.connect();
  }

  runHandler(): void {
    const number = (this.run.value?.number ?? 0) + 1;
    const runId = `${number}-${randomId()}`;
    this.stop();
    const sent = this.#socket?.send({
      type: 'run',
      runId,
      language: this.language.value,
      code: this.code.value,
      server: this.profile.value,
    });
    if (sent !== true) {
      this.reconnect();
      return;
    }
    const run: Run = {
      runId,
      number,
      profile: this.profile.value,
      title: `${this.edited.value ? 'Edited: ' : ''}${this.example.value?.title ?? ''}`,
      language: this.language.value,
      code: this.code.value,
      sentAtMs: performance.now(),
      at: { phase: 'starting' },
      routes: [],
      browser: [],
      server: [],
    };
    batch(() => {
      this.client.value = 1;
      this.runs.value = [...this.runs.value.filter(({ recordedOn }) => recordedOn === undefined), run].slice(-MAX_RUNS);
    });
  }

  stop(): void {
    const run = this.run.value;
    if (run !== undefined && !isOver(run)) this.#socket?.send({ type: 'stop', runId: run.runId });
  }

  clear(): void {
    const run = this.run.value;
    this.runs.value = run !== undefined && !isOver(run) ? [run] : [];
  }

  send(text: string): void {
    this.#guests.get(this.client.value)?.send(text);
  }

  close(code: number | undefined, reason: string | undefined): void {
    this.#guests.get(this.client.value)?.close(code, reason);
  }

  reveal(line: number): void {
    this.revealed.value = { line, times: (this.revealed.value?.times ?? 0) + 1 };
  }

  #onStatus(status: ControlStatus): void {
    this.control.value = status;
    if (status.kind === 'connected') void this.#askForLanguages();
    const run = this.run.value;
    if (run === undefined || isOver(run)) return;
    if (status.kind === 'connected' && run.at.phase === 'live') {
      const { resumeToken } = run.at;
      this.#socket?.send({ type: 'resume', runId: run.runId, resumeToken, afterSeq: lastSeq(run) });
    }
    if (status.kind === 'waiting' && run.at.phase !== 'live') this.#abandon(run);
  }

  /** Asked anew after each connection: the server may have been started with another one. */
  async #askForLanguages(): Promise<void> {
    try {
      const response = await fetch('/healthz');
      this.unavailable.value = unavailableLanguages(await response.json());
    } catch {
      // The server went away again, and the next connection asks again.
    }
  }

  /** A run that had not begun cannot be taken up again: nothing names it to the server. */
  #abandon(run: Run): void {
    const reason = {
      name: 'connection-lost',
      title: 'The run did not begin',
      message: 'The connection to the playground was lost before the run had begun.',
    };
    this.#update(run.runId, (lost) => ({ ...lost, at: { phase: 'ended', reason } }));
  }

  #onMessage(message: ServerMessage): void {
    const resumed = this.run.value?.at.phase === 'live';
    this.#update(message.runId, (run) => applyServerMessage(run, message));
    const live = message.type === 'run-started' && !resumed ? this.#liveRun(message.runId) : undefined;
    if (live !== undefined) void this.#dial(live);
  }

  #liveRun(runId: string): LiveRun | undefined {
    const started = this.run.value;
    if (started?.runId !== runId || started.at.phase !== 'live') return undefined;
    const url = webSocketOrigin(location.origin) + started.at.socketPath;
    return {
      runId,
      routes: started.routes,
      url,
      isCurrent: () => this.run.value?.runId === runId && this.run.value.at.phase === 'live',
      connect: (client, { path, protocols, script }, onEntry) => {
        this.client.value = client;
        const guest = new GuestClient({
          url: url + path,
          path,
          protocols,
          script,
          record: (entry) => {
            const atMs = Number((performance.now() - started.sentAtMs).toFixed(3));
            this.#update(runId, (run) => recordBrowserEvent(run, { ...entry, client, atMs }));
            onEntry?.(entry);
          },
        });
        this.#guests.set(client, guest);
        return guest;
      },
    };
  }

  /** Lets the clients of the panel dial, each when the one before has played its script or lost its socket. */
  async #dialPlans(run: LiveRun): Promise<void> {
    const example = this.example.value;
    for (const [index, plan] of this.plans.value.entries()) {
      if (!run.isCurrent()) return;
      const script = parseScript(plan.script);
      const path = withQuery(pathToDial(plan.path, run.routes, example?.clients[index]?.path ?? ''), plan.query);
      const client = { path, protocols: splitSubprotocols(plan.subprotocols), script: script.ok ? script.steps : [] };
      await run.connect(index + 1, client).finished;
    }
  }

  #update(runId: string, change: (run: Run) => Run): void {
    this.runs.value = this.runs.value.map((run) => (run.runId === runId ? change(run) : run));
  }
}
