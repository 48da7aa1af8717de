import { effect, signal } from '@preact/signals';
import { LIMITS } from '#limits';
import type { RecordedRun } from '#protocol/recorded-run.ts';
import type { SharedSide, SharedState } from '#protocol/shared-state.ts';
import { isOwnAddress, writeOwnAddress } from '../own-address.ts';
import type { Playground } from '../playground.ts';
import { type FetchedSnippet, fetchSnippet, type StoredSnippet, storeSnippet } from './snippet-api.ts';
import { browserName, recordingToShare, type SharedRecording } from './recording-to-share.ts';
import { readDisplacedWork, writeDisplacedWork } from './displaced-work.ts';
import { draftOf, isSame, sharedOf, untouched } from './shared-draft.ts';
import { decodeState, encodeState } from './state-link.ts';

/** How the state on the screen came here, when it came by a link. */
export type Arrival =
  | { kind: 'fetching'; id: string }
  /** `before` is what the visitor had in hand. */
  | { kind: 'arrived'; before: SharedState | undefined; hasRecording: boolean }
  | { kind: 'failed'; title: string; message: string; id?: string };

export type SideName = 'left' | 'right';
export interface KeptRun {
  recording: RecordedRun;
  of: SharedSide;
}

/** Time without a change after which the address follows: browsers limit how often it may change. */
const SETTLED_MS = 400;
const MAX_SHOWN_NAME = 60;

/**
 * The page and its address. A link that is opened fills the page and runs
 * nothing; what the visitor had in hand stays within reach. After that the
 * address follows the page, so that it can be copied from where it stands.
 */
export class Sharing {
  readonly arrival = signal<Arrival | undefined>(undefined);
  /** The runs that came with a stored link, each with what it is of. */
  readonly recorded = signal<Partial<Record<SideName, KeptRun>>>({});
  readonly #playground: Playground;
  /** The address that stands for a state without holding it: that of a stored link. */
  #address: { state: SharedState; url: string } | undefined;

  constructor(playground: Playground) {
    this.#playground = playground;
  }

  /** The draft has been taken up by now: a link goes over it. */
  start(): () => void {
    const onHash = (): void => void this.#openHash();
    addEventListener('hashchange', onHash);
    const stop = new AbortController();
    void this.#open().then(() => {
      if (!stop.signal.aborted) stop.signal.addEventListener('abort', this.#followAddress());
    });
    return () => {
      removeEventListener('hashchange', onHash);
      stop.abort();
    };
  }

  state(): SharedState {
    return sharedOf(this.#playground.state(), this.#playground.handler.language.value);
  }

  /** The whole state in an address that needs no server to keep it. */
  async longLink(): Promise<string> {
    return `${location.origin}/playground/${await encodeState(this.state())}`;
  }

  /** The run of a side that would go with a stored link. */
  recording(side: SideName = 'left'): SharedRecording {
    const playground = side === 'left' ? this.#playground : this.#playground.other.value;
    const shown = side === 'left' ? this.state() : this.state().compare;
    return recordingToShare({
      run: playground?.runs.latest.value,
      code: shown?.code,
      server: shown?.server,
      limits: LIMITS,
      recordedOn: new Date().toISOString().slice(0, 10),
      recordedWith: browserName(navigator.userAgent),
    });
  }

  async store(): Promise<StoredSnippet> {
    const state = this.state();
    const left = this.recording('left');
    const right = this.recording('right');
    return storeSnippet({
      ...state,
      ...(left.ok && { recording: left.recording }),
      ...(right.ok && state.compare !== undefined && { compareRecording: right.recording }),
    });
  }

  /** Gives the visitor back what the link went over. */
  bringBack(): void {
    const arrival = this.arrival.value;
    if (arrival?.kind === 'arrived' && arrival.before !== undefined) this.#take(arrival.before);
    writeDisplacedWork(localStorage, undefined);
    this.dismiss();
  }

  dismiss(): void {
    this.arrival.value = undefined;
  }

  async openSnippet(id: string): Promise<void> {
    this.arrival.value = { kind: 'fetching', id };
    const fetched: FetchedSnippet = await fetchSnippet(id, LIMITS);
    if (!fetched.ok) {
      const { title, message, again } = fetched;
      this.arrival.value = { kind: 'failed', title, message, ...(again && { id }) };
      return;
    }
    const { recording, compareRecording, ...state } = fetched.snippet;
    this.#arrive(state, { left: recording, right: compareRecording });
    this.#address = { state: this.state(), url: `${location.pathname}?snippet=${id}` };
  }

  async #open(): Promise<void> {
    const address = new URLSearchParams(location.search);
    const id = address.get('snippet');
    if (id !== null) return this.openSnippet(id);
    if (isOwnAddress()) return this.#remindOfDisplaced();
    if (await this.#openHash()) return;
    this.#missExample(address.get('example'));
  }

  /** A link to an example that is gone must not look like the example that is shown in its place. */
  #missExample(asked: string | null): void {
    if (asked === null || this.#playground.handler.examples.some(({ slug }) => slug === asked)) return;
    const message = `None is called “${asked.slice(0, MAX_SHOWN_NAME)}”; the list at the top has all that there are.`;
    this.arrival.value = { kind: 'failed', title: 'There is no such example', message };
  }

  async #openHash(): Promise<boolean> {
    const decoded = await decodeState(location.hash);
    if (decoded === undefined) return false;
    if (decoded.ok) this.#arrive(decoded.state);
    else this.arrival.value = { kind: 'failed', title: 'The link cannot be read', message: decoded.problem };
    return true;
  }

  #arrive(state: SharedState, runs: Partial<Record<SideName, RecordedRun | undefined>> = {}): void {
    const before = this.state();
    this.#take(state);
    const { compare, ...left } = this.state();
    const kept = (recording: RecordedRun | undefined, of: SharedSide | undefined): KeptRun | undefined =>
      recording && of && { recording, of };
    const [leftRun, rightRun] = [kept(runs.left, left), kept(runs.right, compare)];
    this.recorded.value = { ...(leftRun && { left: leftRun }), ...(rightRun && { right: rightRun }) };
    const hasRecording = leftRun !== undefined || rightRun !== undefined;
    const displaced = this.#displace(before);
    if (isSame(before, this.state()) && !hasRecording && displaced === undefined) return this.dismiss();
    this.arrival.value = { kind: 'arrived', before: displaced, hasRecording };
  }

  /** The visitor's own work: what was on the page, or what an earlier link went over that nobody has touched since. */
  #displace(before: SharedState): SharedState | undefined {
    const earlier = readDisplacedWork(localStorage);
    const isOfLink = earlier !== undefined && isSame(before, earlier.over);
    if (!isOfLink && (isSame(before, this.state()) || this.#isUntouched(before))) return undefined;
    const own = isOfLink ? earlier.before : before;
    writeDisplacedWork(localStorage, { before: own, over: this.state() });
    return own;
  }

  /** A reload does not take the way back. */
  #remindOfDisplaced(): void {
    const work = readDisplacedWork(localStorage);
    if (work === undefined || !isSame(work.over, this.state())) return;
    this.arrival.value = { kind: 'arrived', before: work.before, hasRecording: false };
  }

  #take(state: SharedState): void {
    const draft = draftOf(state, this.#playground.handler.examples);
    if (draft !== undefined) this.#playground.take(draft);
  }

  #isUntouched(state: SharedState): boolean {
    const example = this.#playground.handler.examples.find(({ slug }) => slug === state.example);
    return example !== undefined && isSame(state, sharedOf(untouched(example), state.language));
  }

  #followAddress(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const state = this.state();
      clearTimeout(timer);
      timer = setTimeout(() => void this.#writeAddress(state), SETTLED_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }

  async #writeAddress(state: SharedState): Promise<void> {
    const kept = this.#address !== undefined && isSame(state, this.#address.state) ? this.#address.url : undefined;
    const url =
      kept ?? (this.#isUntouched(state) ? exampleAddress(state) : location.pathname + (await encodeState(state)));
    if (!isSame(state, this.state())) return;
    if (url !== location.pathname + location.search + location.hash) writeOwnAddress(url);
  }
}

function exampleAddress({ example = '', language }: SharedState): string {
  return `${location.pathname}?${new URLSearchParams({ example, language }).toString()}`;
}
