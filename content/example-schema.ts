// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';

/** What a browser fires at a page. `error` carries nothing, by design of the WebSocket standard. */
export const BrowserEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open'), protocol: z.string().optional() }),
  z.strictObject({ type: z.literal('message'), data: z.string() }),
  z.strictObject({ type: z.literal('error') }),
  z.strictObject({
    type: z.literal('close'),
    code: z.int(),
    reason: z.string(),
    /** Left out where it is a race, because the server ends TCP right behind its Close frame. */
    wasClean: z.boolean().optional(),
  }),
]);
export type BrowserEvent = z.infer<typeof BrowserEvent>;

/** One step of a client. A script ends early when the socket closes. */
export const ClientStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('send'), text: z.string() }),
  /** Waits for an event of this type that no earlier step has waited for. */
  z.strictObject({ do: z.literal('wait-for'), event: z.enum(['open', 'message', 'close']) }),
  z.strictObject({ do: z.literal('sleep'), ms: z.int().positive().max(10_000) }),
  z.strictObject({ do: z.literal('close'), code: z.int().optional(), reason: z.string().optional() }),
]);
export type ClientStep = z.infer<typeof ClientStep>;

const Outcome = z.strictObject({
  /** Of the HTTP reply to the upgrade. Left out where the TCP connection just ends. */
  status: z.int().optional(),
  /** All events in order, until the socket is closed or, if it stays open, until the script is over. */
  events: z.array(BrowserEvent).min(1),
});
export type Outcome = z.infer<typeof Outcome>;

export const ExampleClient = z.strictObject({
  /** Percent-encoded, as it is dialled, without the query. */
  path: z.string().startsWith('/'),
  query: z.string().default(''),
  subprotocols: z.array(z.string()).default([]),
  /** Begins once the socket has opened. */
  script: z.array(ClientStep).default([]),
  /** What this client must see, by server profile. A profile that is not named is not promised. */
  sees: z.object({ uvicorn: Outcome }).catchall(Outcome),
});
export type ExampleClient = z.infer<typeof ExampleClient>;

/** The file `example.yaml`. */
export const ExampleFile = z.strictObject({
  title: z.string(),
  /** `third` is the way that is neither right nor wrong: an HTTP answer on purpose. */
  order: z.enum(['wrong', 'right', 'third']),
  /** One sentence: what happens, and to whom. */
  summary: z.string(),
  /** Place in the list of presets. */
  position: z.int().positive(),
  /** Shared by a wrong example and the right one that repairs it. */
  pair: z.string().optional(),
  /** Why the example exists in one language only. Left out where it is in both. */
  only: z.strictObject({ language: z.enum(['typescript', 'python']), because: z.string() }).optional(),
  /** One of the seed's endpoints, which the server also answers without a run. */
  endpoint: z.boolean().default(false),
  /**
   * At least one. The next client dials when the script of the one before is
   * over, or its socket closed.
   */
  clients: z.array(ExampleClient).min(1),
});
export type ExampleFile = z.infer<typeof ExampleFile>;

/** Both languages, unless the example says `only`; then that one. */
export interface ExampleCode {
  typescript?: string;
  python?: string;
}

export interface Example extends ExampleFile {
  /** Name of its folder, and permanent: pages link to it. */
  slug: string;
  /** The handler's source, the same behaviour in each language. */
  code: ExampleCode;
}
