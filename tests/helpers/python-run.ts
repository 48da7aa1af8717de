import { LIMITS, type Limits } from '#limits';
import type { AsgiReceiveMessage, AsgiScope, RaisedException } from '#asgi/events.ts';
import { openPythonImage, type PythonImage } from '#server/sandbox/python/python-image.ts';
import { probeContainment } from '#server/sandbox/python/probe-containment.ts';
import { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';
import type { Guest, GuestEnd, GuestMessage } from '#server/sandbox/sandbox.ts';
import { scopeOf } from './asgi-scope.ts';

type MessageOf<Type extends GuestMessage['type']> = Extract<GuestMessage, { type: Type }>;

/** An application without a lifespan, that answers nobody. */
export const IDLE_PROGRAM = 'async def app(scope, receive, send):\n    assert scope["type"] == "websocket"\n';

export function pythonImage(): PythonImage {
  const opened = openPythonImage();
  if (!opened.ok) throw new Error(`The tests of Python need its image. ${opened.reason}`);
  return opened.image;
}

/** The sandbox as the server starts it, with a warm guest for each test that runs beside the others. */
export async function startPythonSandbox(limits: Partial<Limits> = {}): Promise<PythonSandbox> {
  const image = pythonImage();
  const probe = await probeContainment(image, LIMITS);
  if (!probe.ok) throw new Error(probe.reason);
  return new PythonSandbox({
    image,
    limits: { ...LIMITS, pythonWarmProcesses: 1, ...limits },
    containment: probe.containment,
  });
}

/**
 * One program in a sandbox, behind a server that takes everything: each
 * `send()` succeeds at once, and each `receive()` gets the next of `inbox`,
 * then a disconnect.
 */
export class PythonRun {
  readonly messages: GuestMessage[] = [];
  readonly inbox: AsgiReceiveMessage[] = [];
  /** What the server raises out of a `send()`, if anything. */
  refuse: (message: { type: string }) => RaisedException | undefined = () => undefined;
  /** Which messages the server does not take yet, as one that cannot write. */
  keepsWaiting: (message: { type: string }) => boolean = () => false;
  /** Leaves `receive()` pending until `hand` is called. */
  holdsReceives = false;
  readonly #heldCalls: number[] = [];
  readonly #guest: Guest;
  readonly #waiting = new Set<() => void>();
  #end: GuestEnd | undefined;

  constructor(sandbox: PythonSandbox, code: string) {
    this.#guest = sandbox.start(code, {
      onMessage: (message) => this.#onMessage(message),
      onIdle: () => this.#wake(),
      onEnd: (end) => {
        this.#end = end;
        this.#wake();
      },
    });
  }

  /** The first message of a type, past or to come; rejects when the guest ends without it. */
  async first<Type extends GuestMessage['type']>(type: Type, connection?: number): Promise<MessageOf<Type>> {
    for (;;) {
      const found = this.messages.find(
        (message): message is MessageOf<Type> =>
          message.type === type &&
          (connection === undefined || ('connection' in message && message.connection === connection)),
      );
      if (found !== undefined) return found;
      if (this.#end !== undefined) throw new Error(`no ${type}; it ended: ${JSON.stringify(this.#end)}`);
      await this.#change();
    }
  }

  /** Of the guest. Also there when it has ended already. */
  async end(): Promise<GuestEnd> {
    while (this.#end === undefined) await this.#change();
    return this.#end;
  }

  /** Waits for the program and opens a connection. */
  async dial(target = '/', connection = 1, headers: [string, string][] = []): Promise<void> {
    await this.first('ready');
    this.#guest.deliver({ type: 'open', connection, scope: scopeOfTarget(target, headers), closeReturns: true });
  }

  /** Dials and waits for the handler's end: what it sent, and the exception that escaped. */
  async visit(target = '/', connection = 1, headers: [string, string][] = []) {
    await this.dial(target, connection, headers);
    const outcome = await Promise.race([this.first('returned', connection), this.first('raised', connection)]);
    return {
      sent: this.sent(connection),
      raised: outcome.type === 'raised' ? outcome.exception : undefined,
    };
  }

  sent(connection = 1): { type: string; [key: string]: unknown }[] {
    return this.messages.flatMap((message) =>
      message.type === 'send' && message.connection === connection ? [message.message] : [],
    );
  }

  console(): string[] {
    return this.messages.flatMap((message) =>
      message.type === 'console' ? [`${message.level}: ${message.text}`] : [],
    );
  }

  /** Answers the oldest `receive()` that is held. */
  hand(message: AsgiReceiveMessage): void {
    const call = this.#heldCalls.shift();
    if (call === undefined) throw new Error('no receive() is pending');
    this.#guest.deliver({ type: 'received', call, message });
  }

  get busy(): boolean {
    return this.#guest.busy;
  }

  /** Until everything delivered is worked off. */
  async idle(): Promise<void> {
    while (this.#guest.busy) await this.#change();
  }

  stop(): void {
    this.#guest.stop();
  }

  [Symbol.dispose](): void {
    this.stop();
  }

  #onMessage(message: GuestMessage): void {
    this.messages.push(message);
    if (message.type === 'send' && this.keepsWaiting(message.message))
      this.#guest.deliver({ type: 'pending', call: message.call });
    else if (message.type === 'send') this.#answer(message.call, this.refuse(message.message));
    if (message.type === 'receive' && message.call > 0 && this.holdsReceives) this.#heldCalls.push(message.call);
    else if (message.type === 'receive' && message.call > 0) {
      const next = this.inbox.shift() ?? { type: 'websocket.disconnect', code: 1005, reason: '' };
      this.#guest.deliver({ type: 'received', call: message.call, message: next });
    }
    this.#wake();
  }

  #answer(call: number, exception: RaisedException | undefined): void {
    this.#guest.deliver(exception === undefined ? { type: 'sent', call } : { type: 'refused', call, exception });
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

function scopeOfTarget(target: string, headers: [string, string][]): AsgiScope {
  const [path = '/', query = ''] = target.split('?');
  const scope = scopeOf(path, { path: decodeURIComponent(path), query_string: query });
  return { ...scope, headers: [...scope.headers, ...headers] };
}
