import { randomBytes } from 'node:crypto';
import type { Limits } from '#limits';
import type { ClientMessage } from '#protocol/client-message.ts';
import type { Diagnostic, Fault, ServerMessage } from '#protocol/server-message.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import type { Applicant, Application, Permit } from './admission.ts';
import { Session } from './session.ts';

export type RunCommand = Extract<ClientMessage, { type: 'run' }>;
export type Send = (message: ServerMessage) => void;

export interface RunOptions {
  command: RunCommand;
  sandbox: Sandbox;
  limits: Limits;
  send: Send;
  onCrash: (detail: string) => void;
  /** The session answers clients from here on. */
  onLive: (session: Session) => void;
  /** The run is over; its timeline can still be resumed by its owner. */
  onOver: (run: Run) => void;
}

/** 128 bits that cannot be guessed, safe in a path. */
const secret = (): string => randomBytes(16).toString('base64url');

/**
 * A `run` command from its arrival to its last message. It waits for a permit,
 * owns the session, and speaks to whichever control socket owns it at the
 * moment; with none, what it says is kept in the recorder for a `resume`.
 */
export class Run implements Applicant {
  readonly runId: string;
  readonly resumeToken = secret();
  readonly #options: RunOptions;
  #send: Send | undefined;
  #permit: Permit | undefined;
  #application: Application | undefined;
  #session: Session | undefined;
  #started: ServerMessage | undefined;
  #last: ServerMessage | undefined;

  constructor(options: RunOptions) {
    this.#options = options;
    this.runId = options.command.runId;
    this.#send = options.send;
  }

  get session(): Session | undefined {
    return this.#session;
  }

  get over(): boolean {
    return this.#last !== undefined;
  }

  waitsWith(application: Application): void {
    this.#application = application;
  }

  moved(position: number, waitMs: number | undefined): void {
    this.#send?.({ type: 'run-queued', runId: this.runId, position, ...(waitMs !== undefined && { waitMs }) });
  }

  granted(permit: Permit): void {
    this.#permit = permit;
    const { command, sandbox, limits, onCrash } = this.#options;
    this.#session = new Session({
      id: secret(),
      code: command.code,
      profileName: command.server,
      sandbox,
      limits,
      keepsTimeline: true,
      onCrash,
      listener: {
        ready: (routes) => this.#onReady(routes),
        rejected: (reason, diagnostics) => this.refuse(reason, diagnostics),
        ended: (reason) => this.#onEnded(reason),
        deadline: (deadline) => this.#send?.({ type: 'run-deadline', runId: this.runId, ...deadline }),
      },
    });
  }

  /** Says when the program computes no more. */
  settle(): void {
    this.#session?.whenSettled(() => this.#send?.({ type: 'run-settled', runId: this.runId }));
  }

  refuse(reason: Fault, diagnostics: Diagnostic[] = []): void {
    this.#finish({ type: 'run-refused', runId: this.runId, fault: reason, diagnostics });
  }

  stop(reason: Fault): void {
    if (this.over) return;
    if (this.#session !== undefined) return this.#session.stop(reason);
    this.#application?.withdraw();
    this.refuse(reason);
  }

  /** The control socket is gone; the run goes on. */
  orphan(): void {
    this.#send = undefined;
    this.#session?.recorder.detach();
  }

  /** A control socket takes the run up and gets what it missed. */
  adopt(send: Send, afterSeq: number): void {
    this.#send = send;
    if (this.#started !== undefined) {
      send(this.#started);
      this.#sendTimeline(afterSeq);
      const deadline = this.#session?.deadline();
      if (deadline !== undefined) send({ type: 'run-deadline', runId: this.runId, ...deadline });
    }
    if (this.#last !== undefined) send(this.#last);
  }

  #onReady(routes: string[]): void {
    const session = this.#session;
    if (session === undefined) return;
    this.#options.onLive(session);
    this.#started = {
      type: 'run-started',
      runId: this.runId,
      sessionId: session.id,
      socketPath: `/live/${session.id}`,
      routes,
      limits: { ...this.#options.limits },
      resumeToken: this.resumeToken,
    };
    this.#send?.(this.#started);
    this.#sendTimeline(0);
  }

  #sendTimeline(afterSeq: number): void {
    if (this.#send === undefined) return;
    this.#session?.recorder.sendTo((events) => this.#send?.({ type: 'timeline', runId: this.runId, events }), afterSeq);
  }

  #onEnded(reason: Fault): void {
    const { name, title, message } = reason;
    this.#finish({ type: 'run-ended', runId: this.runId, reason: { name, title, message } });
  }

  #finish(last: ServerMessage): void {
    if (this.over) return;
    this.#last = last;
    this.#permit?.release();
    this.#send?.(last);
    this.#options.onOver(this);
  }
}
