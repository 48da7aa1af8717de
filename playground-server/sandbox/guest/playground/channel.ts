// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import type { Receive, ReceiveMessage, Send, SendMessage, WebSocketState } from './asgi.ts';
import { KeyError } from './exceptions.ts';
import type { CallSite } from './source-position.ts';

/**
 * What the sandbox's own `receive` and `send` can do beyond ASGI. An `accept()`
 * receives before it sends, and a position cannot be read after an `await`:
 * so the caller's position travels with the call.
 */
export interface Channel {
  /** Takes `websocket.connect`, which is always there first; false when it is not known to be. */
  takesConnect(site: CallSite): boolean;
  receive(site?: CallSite): Promise<ReceiveMessage>;
  send(message: SendMessage, site?: CallSite): Promise<void>;
  reportStates(clientState: WebSocketState, applicationState: WebSocketState): void;
}

/** Python's `message["type"]`, for a message that may be anything. */
export function assertHasType(message: SendMessage): void {
  if (message.type === undefined) throw new KeyError('type');
  if (typeof message.type !== 'string') throw new TypeError('The type of a message must be a string');
}

const channels = new WeakMap<Send, Channel>();
const { get, set } = WeakMap.prototype;

/** The ASGI pair of a channel, which `channelOf` finds again. */
export function asgiPair(channel: Channel): { receive: Receive; send: Send } {
  const send: Send = (message) => channel.send(message);
  set.call(channels, send, channel);
  return { receive: () => channel.receive(), send };
}

/** The channel behind a pair; a pair of the learner's own works too, without positions. */
export function channelOf(receive: Receive, send: Send): Channel {
  const known = get.call(channels, send) as Channel | undefined;
  return (
    known ?? {
      takesConnect: () => false,
      receive: () => receive(),
      send: (message) => send(message),
      reportStates: () => {},
    }
  );
}
