import { LANGUAGE_NAMES } from '#protocol/languages.ts';
import { fault, quantity } from '#content/faults.ts';
import type { Limits } from '#limits';
import type { Language } from '#protocol/client-message.ts';
import type { Fault } from '#protocol/server-message.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { Admission } from './admission.ts';
import type { RunCommand, Send } from './run.ts';
import { Run } from './run.ts';
import type { Session } from './session.ts';

export type Sandboxes = Partial<Record<Language, Sandbox>>;

/** Every run of the server: who may start, which session answers at which path, who may resume. */
export class Runs {
  readonly #limits: Limits;
  readonly #sandboxes: Sandboxes;
  readonly #onCrash: (detail: string) => void;
  readonly #admissions: Readonly<Record<Language, Admission>>;
  readonly #running = new Set<Run>();
  readonly #sessions = new Map<string, Session>();
  readonly #orphans = new Map<string, { run: Run; timer: NodeJS.Timeout }>();
  #stopping: Fault | undefined;

  constructor(sandboxes: Sandboxes, limits: Limits, onCrash: (detail: string) => void) {
    this.#onCrash = onCrash;
    this.#sandboxes = sandboxes;
    this.#limits = limits;
    this.#admissions = {
      typescript: new Admission(limits.maxRuns, limits.maxWaitingRuns),
      python: new Admission(limits.maxPythonRuns, limits.maxWaitingRuns),
    };
  }

  get counts(): { live: number; waiting: number } {
    const { typescript, python } = this.#admissions;
    return { live: this.#sessions.size, waiting: typescript.waiting + python.waiting };
  }

  /** The live session of this id, if there is one. */
  session(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Starts or queues a run; a fault says why it can be neither. */
  start(command: RunCommand, send: Send): Run | Fault {
    const refusal = this.#refusal(command);
    if (refusal !== undefined) return refusal;
    const sandbox = this.#sandboxes[command.language];
    if (sandbox === undefined) return fault('language-not-available', { language: LANGUAGE_NAMES[command.language] });
    const run = new Run({
      command,
      sandbox,
      limits: this.#limits,
      send,
      onCrash: this.#onCrash,
      onLive: (session) => this.#sessions.set(session.id, session),
      onOver: (over) => this.#forget(over),
    });
    this.#running.add(run);
    const application = this.#admissions[command.language].apply(run);
    if (application === undefined) {
      this.#running.delete(run);
      return fault('server-busy', { waiting: this.#limits.maxWaitingRuns });
    }
    run.waitsWith(application);
    return run;
  }

  /** About how long until one more run can wait; undefined while no run has ended yet. */
  retryAfterMs(language: Language): number | undefined {
    return this.#admissions[language].waitMs(1);
  }

  /** The control socket of these runs closed: each may be resumed for a while, then ends. */
  orphan(runs: Iterable<Run>): void {
    for (const run of runs) {
      run.orphan();
      const timer = setTimeout(() => {
        this.#orphans.delete(run.resumeToken);
        run.stop(fault('client-left'));
      }, this.#limits.resumeGraceMs);
      this.#orphans.set(run.resumeToken, { run, timer });
    }
  }

  resume(runId: string, resumeToken: string): Run | undefined {
    const orphan = this.#orphans.get(resumeToken);
    if (orphan === undefined || orphan.run.runId !== runId) return undefined;
    clearTimeout(orphan.timer);
    this.#orphans.delete(resumeToken);
    return orphan.run;
  }

  stopAll(): void {
    this.#stopping = fault('server-stopping');
    for (const { timer } of this.#orphans.values()) clearTimeout(timer);
    this.#orphans.clear();
    for (const run of this.#running) run.stop(this.#stopping);
  }

  #refusal(command: RunCommand): Fault | undefined {
    if (this.#stopping !== undefined) return this.#stopping;
    const bytes = Buffer.byteLength(command.code);
    if (bytes > this.#limits.maxCodeBytes)
      return fault('code-too-large', { bytes, limit: quantity('maxCodeBytes', this.#limits.maxCodeBytes) });
    return undefined;
  }

  #forget(run: Run): void {
    this.#running.delete(run);
    if (run.session !== undefined) this.#sessions.delete(run.session.id);
  }
}
