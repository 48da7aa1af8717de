import type { TimelineEvent } from '#protocol/timeline-event.ts';

type Kind<K extends TimelineEvent['kind']> = Extract<TimelineEvent, { kind: K }>;

/**
 * What on the server's side comes of what: a frame of the message that the
 * handler sent, a message for the handler of the frame that arrived. Each
 * effect has one cause, found in the order in which the server recorded them.
 */
export function serverCauses(server: readonly TimelineEvent[]): Map<TimelineEvent, TimelineEvent> {
  const causes = new Map<TimelineEvent, TimelineEvent>();
  const connections = new Map<number, ConnectionCauses>();
  for (const event of server) {
    const known = connections.get(event.connection) ?? new ConnectionCauses();
    connections.set(event.connection, known);
    const cause = known.causeOf(event);
    if (cause !== undefined) causes.set(event, cause);
  }
  return causes;
}

/** What of one connection has not had its effect yet. */
class ConnectionCauses {
  #request: TimelineEvent | undefined;
  /** The handler's accept, close or denial: what an HTTP answer comes of. */
  #answer: TimelineEvent | undefined;
  #closeSent: TimelineEvent | undefined;
  #refused: TimelineEvent | undefined;
  #raised: TimelineEvent | undefined;
  #closeFrame: Record<Kind<'frame'>['direction'], TimelineEvent | undefined> = {
    'client-to-server': undefined,
    'server-to-client': undefined,
  };
  readonly #sent: Kind<'asgi-send'>[] = [];
  readonly #arrived: TimelineEvent[] = [];
  #pings: Kind<'frame'>[] = [];
  #clientEnd: TimelineEvent | undefined;

  causeOf(event: TimelineEvent): TimelineEvent | undefined {
    switch (event.kind) {
      case 'upgrade-request':
        this.#request = event;
        return undefined;
      case 'asgi-send':
        return this.#handlerSent(event);
      case 'asgi-receive':
        return this.#handlerGot(event);
      case 'http-response':
        return event.status === 101 ? this.#answer : (this.#raised ?? this.#answer);
      case 'frame':
        return this.#frame(event);
      case 'exception':
        this.#raised = event;
        return this.#refused;
      case 'tcp-end':
        if (event.direction === 'client-to-server') this.#clientEnd = event;
        return event.direction === 'server-to-client' && this.#closeFrame['server-to-client'] === undefined
          ? this.#raised
          : undefined;
      default:
        return undefined;
    }
  }

  #handlerSent(event: Kind<'asgi-send'>): undefined {
    const { type } = event.message;
    if (event.refused !== undefined) this.#refused = event;
    else if (type === 'websocket.send') this.#sent.push(event);
    else if (type === 'websocket.close') {
      this.#closeSent = event;
      this.#answer ??= event;
    } else this.#answer ??= event;
  }

  #handlerGot({ message: { type } }: Kind<'asgi-receive'>): TimelineEvent | undefined {
    if (type === 'websocket.connect') return this.#request;
    if (type === 'websocket.receive') return this.#arrived.shift();
    return this.#closeFrame['client-to-server'] ?? this.#closeFrame['server-to-client'] ?? this.#clientEnd;
  }

  #frame(frame: Kind<'frame'>): TimelineEvent | undefined {
    const incoming = frame.direction === 'client-to-server';
    switch (frame.opcode) {
      case 'close': {
        const other = this.#closeFrame[incoming ? 'server-to-client' : 'client-to-server'];
        this.#closeFrame[frame.direction] = frame;
        return other ?? (incoming ? undefined : (this.#closeSent ?? this.#raised));
      }
      case 'ping':
        this.#pings.push(frame);
        return undefined;
      case 'pong':
        return this.#pings.findLast(({ direction }) => direction !== frame.direction);
      case 'text':
      case 'binary':
        if (!incoming) return this.#sentAs(frame);
        this.#arrived.push(frame);
        return undefined;
      default:
        return undefined;
    }
  }

  /** A message that the server dropped has no frame, so the first with the same text is taken, and those before it are gone. */
  #sentAs({ text }: Kind<'frame'>): TimelineEvent | undefined {
    const same = this.#sent.findIndex(({ message }) => text !== undefined && message['text'] === text);
    const [cause] = this.#sent.splice(0, Math.max(same, 0) + 1).slice(-1);
    return cause;
  }
}
