import { batch, computed, effect, signal } from '@preact/signals';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { Example } from '#content/example-schema.ts';
import { fault } from '#content/faults.ts';
import { LANGUAGES, type Language } from '#protocol/client-message.ts';
import type { ServerMessage } from '#protocol/server-message.ts';
import { randomId } from '../random-id.ts';
import { nextPlan, plansOf, type ClientPlan } from './client/client-plan.ts';
import type { PlannedStep } from './client/client-script.ts';
import { dialPlans, firstProblem } from './client/dial-plans.ts';
import type { Pair } from './compare/compare-choices.ts';
import { ControlLink } from './connection/control-link.ts';
import type { ControlStatus } from './connection/control-socket.ts';
import { GuestClient } from './connection/guest-client.ts';
import { webSocketOrigin } from './connection/guest-url.ts';
import { MAX_PLANS, readDraft, writeDraft, type Draft, type Side } from './drafts.ts';
import { obstacleTo, shownLanguage } from './language-choice.ts';
import type { BrowserEntry } from './timeline/browser-event.ts';
import { isOwnAddress } from './own-address.ts';
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
  script: readonly PlannedStep[];
}

/** A run whose handler answers, for who dials it. */
export interface LiveRun {
  readonly runId: string;
  readonly routes: readonly string[];
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
  /** Of the playground beside it, so that a page has one control socket. */
  link?: ControlLink;
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
  readonly profile = signal<ServerProfileName>('uvicorn');
  readonly plans = signal<readonly ClientPlan[]>([]);
  /** Whether the clients dial at the same moment, or each when the one before is done. */
  readonly together = signal(false);
  /** The right side, while two handlers are compared; this is then the left one. */
  readonly other = signal<Playground | undefined>(undefined);
  readonly runs = signal<readonly Run[]>([]);
  /** The client of the page that the verdict is about, from 1. */
  readonly client = signal(1);
  /** A line of the source to show, counted anew each time so that the same line can be asked for twice. */
  readonly revealed = signal<{ line: number; times: number } | undefined>(undefined);
  /** The line of the row under the pointer or the focus. */
  readonly pointedLine = signal<number | undefined>(undefined);
  /** The line of the cursor, while the editor has the focus. */
  readonly cursorLine = signal<number | undefined>(undefined);

  readonly link: ControlLink;
  /** Undefined until the page runs in a browser. */
  get control() {
    return this.link.status;
  }
  get unavailable() {
    return this.link.unavailable;
  }

  readonly example = computed(() => this.examples.find(({ slug }) => slug === this.slug.value) ?? this.examples[0]);
  readonly language = computed(() =>
    shownLanguage(this.chosenLanguage.value, this.example.value, this.unavailable.value),
  );
  readonly code = computed(() => this.sources.value[this.language.value] ?? '');
  readonly run = computed(() => this.runs.value.at(-1));
  readonly busy = computed(() => this.run.value !== undefined && !isOver(this.run.value));
  /** This side or the other one is. */
  readonly anyBusy = computed(() => this.busy.value || this.other.value?.busy.value === true);
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

  /** The clients of the latest run, by their number. */
  readonly #guests = new Map<number, GuestClient>();

  /** The latest run is for clients of the visitor's own only. */
  #waits = false;
  readonly #keepsDraft: boolean;
  /** Whether the clients of the panel are who dials. */
  readonly #dialsPlans: boolean;
  readonly #unlisten: () => void;
  readonly #dial: (run: LiveRun) => Promise<void>;

  constructor(examples: readonly Example[], options: PlaygroundOptions = {}) {
    this.examples = examples;
    this.#keepsDraft = options.keepsDraft ?? true;
    this.#dial = options.dial ?? ((run) => this.#dialPlans(run));
    this.link = options.link ?? new ControlLink();
    this.#dialsPlans = options.dial === undefined;
    this.#unlisten = this.link.listen({
      onStatus: (status) => this.#onStatus(status),
      onMessage: (message) => this.#onMessage(message),
    });
    const [first] = examples;
    if (first !== undefined) this.openExample(first.slug);
  }

  /** Begins what needs a browser: the draft, the address and the control socket. */
  start(): void {
    if (this.#keepsDraft) this.#takeUpDraft();
    this.link.start();
  }

  #takeUpDraft(): void {
    const address = new URLSearchParams(isOwnAddress() ? '' : location.search);
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
    const other = this.other.value;
    return other === undefined ? this.side() : { ...this.side(), compare: other.side() };
  }

  side(): Side {
    return {
      slug: this.slug.value,
      language: this.chosenLanguage.value,
      code: this.sources.value,
      profile: this.profile.value,
      plans: [...this.plans.value],
      together: this.together.value,
    };
  }

  /** Fills the page with what was kept or shared. It runs nothing. */
  take({ compare, ...side }: Draft): void {
    batch(() => {
      this.takeSide(side);
      if (compare === undefined) this.endCompare();
      else this.compareWith(compare);
    });
  }

  takeSide(side: Side): void {
    if (!this.examples.some(({ slug }) => slug === side.slug)) return;
    batch(() => {
      this.slug.value = side.slug;
      this.chosenLanguage.value = side.language;
      // What the draft lacks has been written since.
      this.sources.value = { ...this.example.value?.code, ...side.code };
      this.profile.value = side.profile;
      this.plans.value = side.plans;
      this.together.value = side.together;
      this.client.value = 1;
    });
  }

  /** Opens a second side, or fills the one that is open. */
  compareWith(side: Side): void {
    const other = this.other.peek() ?? new Playground(this.examples, { keepsDraft: false, link: this.link });
    other.takeSide(side);
    this.other.value = other;
  }

  /** Fills both sides. It runs nothing. */
  comparePair({ left, right }: Pair): void {
    batch(() => {
      this.takeSide(left);
      this.compareWith(right);
    });
  }

  endCompare(): void {
    const other = this.other.peek();
    other?.stop();
    other?.forget();
    this.other.value = undefined;
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

  /** A copy of the plan at `index`, or of how the last one dials, while there is room. */
  addPlan(index?: number): void {
    const plans = this.plans.value;
    if (plans.length >= MAX_PLANS) return;
    const copy = index === undefined ? undefined : plans[index];
    this.plans.value = plans.toSpliced((index ?? plans.length - 1) + 1, 0, copy ?? nextPlan(plans));
  }

  removePlan(index: number): void {
    if (this.plans.value.length > 1) this.plans.value = this.plans.value.toSpliced(index, 1);
  }

  editPlan(index: number, change: Partial<ClientPlan>): void {
    this.plans.value = this.plans.value.map((plan, at) => (at === index ? { ...plan, ...change } : plan));
  }

  reconnect(): void {
    this.link.reconnect();
  }

  /** Runs what is on the page: this side, and the other one at the same time. */
  runAll(): void {
    this.runHandler();
    this.other.value?.runHandler();
  }

  stopAll(): void {
    this.stop();
    this.other.value?.stop();
  }

  /** `dials: false` lets no client of the panel dial: the run waits for one of the visitor's own. */
  runHandler({ dials = true }: { dials?: boolean } = {}): void {
    const number = (this.run.value?.number ?? 0) + 1;
    const runId = `${number}-${randomId()}`;
    this.stop();
    const problem = dials && this.#dialsPlans ? firstProblem(this.plans.value) : undefined;
    const sent =
      problem !== undefined ||
      this.link.send({
        type: 'run',
        runId,
        language: this.language.value,
        code: this.code.value,
        server: this.profile.value,
      });
    if (!sent) {
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
      at:
        problem === undefined
          ? { phase: 'starting' }
          : { phase: 'refused', fault: fault('script-not-readable', { ...problem }), diagnostics: [] },
      routes: [],
      browser: [],
      server: [],
    };
    this.#waits = !dials;
    batch(() => {
      this.client.value = 1;
      this.runs.value = [...this.runs.value.filter(({ recordedOn }) => recordedOn === undefined), run].slice(-MAX_RUNS);
    });
  }

  stop(): void {
    const run = this.run.value;
    if (run !== undefined && !isOver(run)) this.link.send({ type: 'stop', runId: run.runId });
  }

  /** Hears nothing more of its runs. */
  forget(): void {
    this.#unlisten();
  }

  /** Has the run wait longer for a client that is not the page's. */
  keepOpen(): void {
    const run = this.run.value;
    if (run?.at.phase === 'live') this.link.send({ type: 'keep-open', runId: run.runId });
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
    const run = this.run.value;
    if (run === undefined || isOver(run)) return;
    if (status.kind === 'connected' && run.at.phase === 'live') {
      const { resumeToken } = run.at;
      this.link.send({ type: 'resume', runId: run.runId, resumeToken, afterSeq: lastSeq(run) });
    }
    if (status.kind === 'waiting' && run.at.phase !== 'live') this.#abandon(run);
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
    const { socketPath } = started.at;
    // The number tells the page's own clients from all others, on the wire too.
    const urlOf = (client: number): string => `${webSocketOrigin(location.origin)}${socketPath}~${client}`;
    return {
      runId,
      routes: started.routes,
      isCurrent: () => this.run.value?.runId === runId && this.run.value.at.phase === 'live',
      connect: (client, { path, protocols, script }, onEntry) => {
        this.client.value = client;
        const guest = new GuestClient({
          url: urlOf(client) + path,
          path,
          protocols,
          script,
          cut: () => this.link.send({ type: 'cut', runId, client }),
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

  async #dialPlans(run: LiveRun): Promise<void> {
    if (this.#waits) return this.keepOpen();
    const { example, plans, together } = this;
    await dialPlans(run, { plans: plans.value, together: together.value, example: example.value });
  }

  #update(runId: string, change: (run: Run) => Run): void {
    this.runs.value = this.runs.value.map((run) => (run.runId === runId ? change(run) : run));
  }
}
