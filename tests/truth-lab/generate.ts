import * as fc from 'fast-check';
import { BAD_FRAMES, type ClientAction, type OrderingClient } from '#tests/helpers/ordering-client.ts';
import type { HandlerStep, Ordering, Raised } from './language/ordering.ts';
import { paced } from './pauses.ts';

/**
 * Random orderings, legal and illegal. Pauses are made in rounds, of which
 * `paced` makes the milliseconds that leave nothing to chance.
 */
const text = fc.constantFrom('', 'hello', 'é€😀', 'x'.repeat(130), '{"a": 1}', 'not json');
const hex = fc.constantFrom('', '00ff', '68656c6c6f');
const code = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1000, 1001, 1008, 1011, 3000, 4000, 4004, 4999) },
  { weight: 2, arbitrary: fc.constantFrom(0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535, 65_536, -1) },
);
const reason = fc.constantFrom('', 'Resource not found', 'é'.repeat(61), 'x'.repeat(123), 'x'.repeat(124));
const room = fc.constantFrom('a', 'b');
/** Names in lower case, as ASGI wants them: the TypeScript library writes them so. */
const headers = fc.constantFrom(
  { 'x-why': 'because' },
  { 'x-why': 'Because', 'x-two': '2' },
  { 'x-bad': 'line\r\nx-injected: 1' },
  { 'sec-websocket-protocol': 'chat' },
);

const raised: fc.Arbitrary<Raised> = fc.oneof(
  fc.record({
    type: fc.constantFrom('RuntimeError', 'ValueError', 'OSError', 'CancelledError'),
    text: fc.constant('boom'),
  }),
  fc.record({ type: fc.constant('WebSocketDisconnect'), code, reason: fc.constantFrom('', 'gone') }),
  fc.record({ type: fc.constant('WebSocketException'), code, reason }),
  fc.record({
    type: fc.constant('HTTPException'),
    status: fc.constantFrom(401, 403, 404, 429, 503),
    detail: fc.constantFrom('no', 'é'),
  }),
);

const accept = fc.oneof(
  { weight: 6, arbitrary: fc.constant<HandlerStep>({ do: 'accept' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('accept'), subprotocol: fc.constantFrom('chat', 'other', '') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('accept'), headers }) },
);

const close = fc.oneof(
  fc.constant<HandlerStep>({ do: 'close' }),
  fc.record({ do: fc.constant('close'), code }),
  fc.record({ do: fc.constant('close'), code, reason }),
);

const simpleStep: fc.Arbitrary<HandlerStep> = fc.oneof(
  { weight: 4, arbitrary: accept },
  { weight: 4, arbitrary: close },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('send-text'), text: fc.option(text, { freq: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('send-bytes'), hex }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('send-json'), value: fc.constantFrom(null, 1, 'a', { a: [true] }) }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'receive' }) },
  { weight: 4, arbitrary: fc.constant({ do: 'receive-text' }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'receive-bytes' }, { do: 'receive-json' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('echo'), prefix: fc.constantFrom('', 'echo:') }) },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.record({ do: fc.constant('deny'), status: fc.constantFrom(200, 401, 404, 429, 503), body: text }),
      fc.record({
        do: fc.constant('deny'),
        status: fc.constantFrom(400, 404),
        json: fc.constantFrom({ error: 'no' }, [1]),
      }),
      fc.record({ do: fc.constant('deny'), status: fc.constantFrom(403, 418), body: text, headers }),
    ),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('raise'), exception: raised }) },
  { weight: 1, arbitrary: fc.constant({ do: 'return' }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1).map((rounds) => ({ do: 'sleep', ms: rounds })) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('connect', 'register', 'disconnect'), room }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('broadcast'), room, text }) },
) as fc.Arbitrary<HandlerStep>;

const compoundStep: fc.Arbitrary<HandlerStep> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record(
      {
        do: fc.constant('try'),
        steps: fc.array(simpleStep, { minLength: 1, maxLength: 4 }),
        except: fc.record({
          catches: fc.constantFrom('Exception', 'RuntimeError', 'WebSocketDisconnect', 'KeyError', 'OSError'),
          steps: fc.array(simpleStep, { maxLength: 2 }),
        }),
        finally: fc.array(simpleStep, { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: ['do', 'steps', 'except'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<HandlerStep>(
      { do: 'for-ever', steps: [{ do: 'echo', prefix: 'again:' }] },
      { do: 'for-ever', steps: [{ do: 'receive-text' }] },
    ),
  },
) as fc.Arbitrary<HandlerStep>;

const step = fc.oneof({ weight: 8, arbitrary: simpleStep }, { weight: 2, arbitrary: compoundStep });

/** Most handlers accept first, or nothing else would be seen of them. */
const handler: fc.Arbitrary<HandlerStep[]> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: accept.map((first) => [first]) },
      { weight: 1, arbitrary: fc.constant<HandlerStep[]>([]) },
    ),
    fc.array(step, { maxLength: 6 }),
  )
  .map(([first, rest]) => [...first, ...rest]);

const deed: fc.Arbitrary<ClientAction> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('send'), text) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('sendbin'), hex) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(['close'], ['close', 1000, 'bye'], ['close', 4001, ''], ['close', 3000, 'é']),
  },
  { weight: 1, arbitrary: fc.constantFrom(['drop', 'fin'], ['drop', 'rst']) },
  { weight: 1, arbitrary: fc.constant(['half-close']) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('bad-frame'), fc.constantFrom(...Object.keys(BAD_FRAMES))) },
) as fc.Arbitrary<ClientAction>;

/** A pause before each deed, so that it is clear what came first. */
const deeds = fc
  .array(fc.tuple(fc.constantFrom(1, 2), deed), { maxLength: 3 })
  .map((all) => all.flatMap(([rounds, action]): ClientAction[] => [['sleep', rounds], action]));

const client: fc.Arbitrary<OrderingClient> = fc
  .record({
    steps: deeds,
    protocols: fc.option(fc.constantFrom<string[]>(['chat'], ['other', 'chat']), { freq: 4 }),
    /** Whether it gives up before it is answered. */
    impatient: fc.nat({ max: 11 }).map((chance) => chance === 0),
  })
  .map(({ steps, protocols, impatient }) => ({
    wait: 0,
    steps,
    ...(protocols !== null && { protocols }),
    ...(impatient && { connecting: [['sleep', 1], ['close']] satisfies ClientAction[] }),
  }));

/** An ordering without a name. */
export const arbitraryOrdering = fc.record({ handler, client }).map(paced);

/** The same orderings for the same seed: the one at `index` is what fast-check replays at the path `index`. */
export function generateOrderings(count: number, seed: number): Ordering[] {
  return fc.sample(arbitraryOrdering, { numRuns: count, seed }).map((ordering, index) => named(ordering, `g${index}`));
}

/** Rooms are the ordering's own, because orderings share a program. */
export function named(ordering: { handler: HandlerStep[]; client: OrderingClient }, id: string): Ordering {
  const own = (key: string, value: unknown): unknown => (key === 'room' ? `${id} ${String(value)}` : value);
  const ownHandler = JSON.parse(JSON.stringify(ordering.handler), own) as HandlerStep[];
  return { id, title: `generated: ${id}`, handler: ownHandler, client: ordering.client };
}
