import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import WebSocket from 'ws';
import type { RoomAction, RoomEvent } from '#protocol/room-action.ts';
import { RoomFact } from '#protocol/room-message.ts';
import type { RoomView } from '#protocol/room-snapshot.ts';

type FactOf<Type extends RoomFact['type']> = Extract<RoomFact, { type: Type }>;

const DEADLINE_MS = 30_000;

export interface Identity {
  room: string;
  participant: number;
  token: string;
}

/** A client of a room's socket that misses nothing. Every fact is parsed with the schema. */
export class RoomClient implements AsyncDisposable {
  readonly socket: WebSocket;
  readonly received: RoomFact[] = [];
  #listeners = new Set<() => void>();

  constructor(socketUrl: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${socketUrl}/api/rooms`, { headers });
    this.socket.on('message', (data) => {
      this.received.push(RoomFact.parse(JSON.parse(String(data))));
      for (const listener of this.#listeners) listener();
    });
  }

  static async connect(socketUrl: string): Promise<RoomClient> {
    const client = new RoomClient(socketUrl);
    await once(client.socket, 'open');
    return client;
  }

  /** Sends a command and resolves with its answer. */
  async asks(command: { type: string; id?: string; [field: string]: unknown }): Promise<RoomFact> {
    const id = command.id ?? randomBytes(8).toString('hex');
    const before = this.received.length;
    this.socket.send(JSON.stringify({ id, ...command }));
    return this.fact((fact) => 'id' in fact && fact.id === id, before);
  }

  acts(action: RoomAction | { kind: string }, id?: string): Promise<RoomFact> {
    return this.asks({ type: 'act', action, ...(id !== undefined && { id }) });
  }

  async opensRoom(title = 'Onboarding'): Promise<FactOf<'room-opened'>> {
    return expectType(await this.asks({ type: 'open-room', title }), 'room-opened');
  }

  async hosts(room: string, secret: string, after?: number): Promise<FactOf<'hosting'>> {
    return expectType(
      await this.asks({ type: 'host-room', room, secret, ...(after !== undefined && { after }) }),
      'hosting',
    );
  }

  async joins(code: string, name: string, token = randomBytes(16).toString('base64url')): Promise<Identity> {
    const { room, participant } = expectType(await this.asks({ type: 'join-room', code, name, token }), 'joined');
    return { room, participant, token };
  }

  async enters({ room, participant, token }: Identity, after?: number): Promise<FactOf<'entered'>> {
    return expectType(
      await this.asks({ type: 'enter-room', room, participant, token, ...(after !== undefined && { after }) }),
      'entered',
    );
  }

  /** The first fact, past or future, for which the test holds. */
  fact(holds: (fact: RoomFact) => boolean, from = 0): Promise<RoomFact> {
    return this.#eventually(() => this.received.slice(from).find(holds), 'fact');
  }

  /** The first event of a facilitator's socket for which the test holds. */
  event(holds: (event: RoomEvent) => boolean): Promise<RoomEvent> {
    return this.#eventually(() => this.events.find(holds), 'event');
  }

  /** The first view of a participant's socket for which the test holds. */
  view(holds: (view: RoomView) => boolean): Promise<RoomView> {
    return this.#eventually(() => this.views.find(holds), 'view');
  }

  get events(): RoomEvent[] {
    return this.received.flatMap((fact) => (fact.type === 'events' ? fact.events : []));
  }

  get views(): RoomView[] {
    return this.received.flatMap((fact) => (fact.type === 'view' ? [fact.view] : []));
  }

  async closed(): Promise<{ code: number; reason: string }> {
    const [code, reason] = (await once(this.socket, 'close')) as [number, Buffer];
    return { code, reason: reason.toString() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    this.socket.close();
    await once(this.socket, 'close');
  }

  #eventually<Value>(find: () => Value | undefined, what: string): Promise<Value> {
    const { promise, resolve, reject } = Promise.withResolvers<Value>();
    const look = (): void => {
      const found = find();
      if (found !== undefined) resolve(found);
    };
    const deadline = setTimeout(
      () => reject(new Error(`no such ${what} within ${DEADLINE_MS} ms; received ${JSON.stringify(this.received)}`)),
      DEADLINE_MS,
    );
    this.#listeners.add(look);
    look();
    return promise.finally(() => {
      clearTimeout(deadline);
      this.#listeners.delete(look);
    });
  }
}

function expectType<Type extends RoomFact['type']>(fact: RoomFact, type: Type): FactOf<Type> {
  if (fact.type !== type) throw new Error(`not ${type}: ${JSON.stringify(fact)}`);
  return fact as FactOf<Type>;
}
