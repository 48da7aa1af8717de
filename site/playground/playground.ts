import { batch, computed, effect, signal } from '@preact/signals';
import type { Example } from '#content/example-schema.ts';
import { sameAs, type ComparedExamples, type SameAs } from '#content/same-as.ts';
import { fault } from '#content/faults.ts';
import { LANGUAGES } from '#protocol/languages.ts';
import { Clients } from './client/clients.ts';
import { dialPlans, firstProblem } from './client/dial-plans.ts';
import type { Pair } from './compare/compare-choices.ts';
import { ControlLink } from './connection/control-link.ts';
import { readDraft, writeDraft, type Draft, type Side } from './drafts.ts';
import { Handler } from './handler.ts';
import type { LiveRun } from './live-run.ts';
import { isOwnAddress } from './own-address.ts';
import { Runs, type RunOrder } from './runs.ts';
import { SourceLines } from './source-lines.ts';

export interface StudioData {
  examples: Example[];
  compared: readonly ComparedExamples[];
  /** The first example's code in TypeScript, highlighted at build time. */
  firstHtml: string;
}

export interface PlaygroundOptions {
  /** False where the page keeps the code itself, and its address says nothing of an example. */
  keepsDraft?: boolean;
  /** Who dials a run instead of the clients of the panel. */
  dial?: (run: LiveRun) => Promise<void>;
  /** What is known of the examples under real servers. */
  compared?: readonly ComparedExamples[];
  /** Of the playground beside it, so that a page has one control socket. */
  link?: ControlLink;
}

/** State of the page as signals, and the commands that change it. Components read and call; they decide nothing. */
export class Playground {
  readonly link: ControlLink;
  readonly handler: Handler;
  readonly clients = new Clients();
  readonly runs: Runs;
  readonly lines = new SourceLines();
  /** The right side, while two handlers are compared; this is then the left one. */
  readonly other = signal<Playground | undefined>(undefined);
  /** This side or the other one is. */
  readonly anyBusy = computed(() => this.runs.busy.value || this.other.value?.runs.busy.value === true);
  /** Whether code and clients are the example's own. */
  readonly unchanged = computed(() => !this.handler.edited.value && this.clients.areOf(this.handler.example.value));
  /** What a real server did with the example that has run, as long as it is what the page shows. */
  readonly sameAs = computed((): SameAs | undefined => {
    const { slug, language, profile } = this.handler;
    const shown = { slug: slug.value, language: language.value, profile: profile.value };
    const run = this.runs.latest.value;
    const isShown =
      run === undefined ||
      (run.example === shown.slug && run.language === shown.language && run.profile === shown.profile);
    return this.unchanged.value && isShown ? sameAs(this.#compared, shown) : undefined;
  });
  readonly #compared: readonly ComparedExamples[];
  readonly #keepsDraft: boolean;
  readonly #dial: PlaygroundOptions['dial'];

  constructor(
    examples: readonly Example[],
    { keepsDraft = true, dial, compared = [], link = new ControlLink() }: PlaygroundOptions = {},
  ) {
    this.#compared = compared;
    this.#keepsDraft = keepsDraft;
    this.#dial = dial;
    this.link = link;
    this.handler = new Handler(examples, link.unavailable);
    this.runs = new Runs(link);
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
    // What this tab had in hand goes before what another one has written since.
    const draft = readDraft(sessionStorage) ?? readDraft(localStorage);
    if (draft !== undefined) this.handler.chosenLanguage.value = draft.language;
    if (asked !== null && asked !== draft?.slug) this.openExample(asked);
    else if (draft !== undefined) this.take(draft);
    const language = LANGUAGES.find((name) => name === address.get('language'));
    if (language !== undefined) this.handler.chosenLanguage.value = language;
    effect(() => {
      const state = this.state();
      writeDraft(sessionStorage, state);
      writeDraft(localStorage, state);
    });
  }

  /** All that the visitor has in hand: what a draft and a shared link hold. */
  state(): Draft {
    const other = this.other.value;
    return other === undefined ? this.side() : { ...this.side(), compare: other.side() };
  }

  side(): Side {
    const { handler, clients } = this;
    return {
      slug: handler.slug.value,
      language: handler.chosenLanguage.value,
      code: handler.sources.value,
      profile: handler.profile.value,
      plans: [...clients.plans.value],
      together: clients.together.value,
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
    if (!this.handler.examples.some(({ slug }) => slug === side.slug)) return;
    batch(() => {
      this.handler.take(side);
      this.clients.take(side);
      this.runs.look({ client: 1 });
    });
  }

  /** Opens a second side, or fills the one that is open. */
  compareWith(side: Side): void {
    const options = { keepsDraft: false, compared: this.#compared, link: this.link };
    const other = this.other.peek() ?? new Playground(this.handler.examples, options);
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
    this.other.peek()?.runs.forget();
    this.other.value = undefined;
  }

  openExample(slug: string): void {
    const example = this.handler.examples.find((candidate) => candidate.slug === slug);
    if (example === undefined) return;
    batch(() => {
      this.handler.open(example);
      this.clients.open(example);
      this.runs.look({ client: 1 });
    });
  }

  /** Puts back the code of the language that is shown, and the clients. */
  reset(): void {
    const example = this.handler.example.value;
    if (example === undefined) return;
    batch(() => {
      this.handler.reset();
      this.clients.open(example);
      this.runs.look({ client: 1 });
    });
  }

  /** Runs what is on the page: this side, and the other one at the same time. */
  runAll(): void {
    this.runHandler();
    this.other.value?.runHandler();
  }

  stopAll(): void {
    this.runs.stop();
    this.other.value?.runs.stop();
  }

  /** `dials: false` lets no client of the panel dial: the run waits for one of the visitor's own. */
  runHandler({ dials = true }: { dials?: boolean } = {}): void {
    const { example, edited, profile, language, code } = this.handler;
    const started = this.runs.start({
      profile: profile.value,
      title: `${edited.value ? 'Edited: ' : ''}${example.value?.title ?? ''}`,
      language: language.value,
      code: code.value,
      ...(dials && this.unchanged.value && { example: this.handler.slug.value }),
      ...(dials ? this.#dialling() : { refusal: undefined, dial: async () => this.runs.keepOpen() }),
    });
    if (!started) this.link.reconnect();
  }

  #dialling(): Pick<RunOrder, 'refusal' | 'dial'> {
    if (this.#dial !== undefined) return { refusal: undefined, dial: this.#dial };
    const { plans, together } = this.clients;
    const problem = firstProblem(plans.value);
    return {
      refusal: problem && { phase: 'refused', fault: fault('script-not-readable', { ...problem }), diagnostics: [] },
      dial: (run) =>
        dialPlans(run, { plans: plans.value, together: together.value, example: this.handler.example.value }),
    };
  }
}
