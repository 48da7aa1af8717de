// Runs in the browser and on the server. No DOM, no node: imports.

/**
 * What a facilitator says at each exercise and what goes wrong in the room, by
 * the exercise's address. `in60` is left out of the sixty-minute plan when
 * false: what is left fits, and what is left out is for afterwards.
 */
export interface FacilitatorEntry {
  exercise: string;
  in60: boolean;
  /** Before they begin: two sentences, to be said and not read. */
  say: string;
  /** What is seen on the board, and what to do then. */
  watch: string;
}

export const FACILITATOR_PLAN: readonly FacilitatorEntry[] = [
  {
    exercise: 'read-a-refusal/typo-in-the-url',
    in60: true,
    say: 'Press Run before you read the code. Tell your neighbour what the browser told you: that is all that your users get.',
    watch: 'Everybody sees 1006. Leave the wall as it is for a minute: it is the reason for this hour.',
  },
  {
    exercise: 'read-a-refusal/close-before-accept',
    in60: true,
    say: 'The handler closes with a code and a reason, and neither arrives. Find in the timeline where they were lost.',
    watch:
      'The wall turns from 1006 to an application code. Stop the room when it has, and let somebody say what they moved.',
  },
  {
    exercise: 'read-a-refusal/connect-after-accept',
    in60: true,
    say: 'This one accepts and still fails. Read the exception as far as the word "expected".',
    watch: 'Some delete the first accept instead of the second: ask them which of the two the manager needs.',
  },
  {
    exercise: 'read-a-refusal/reason-too-long',
    in60: false,
    say: 'A reason is for people, and a Close frame is small. Count bytes, not characters.',
    watch: 'Who cuts by characters passes with English and fails with an accent. Point at the byte count.',
  },
  {
    exercise: 'refuse-well/one-code-four-meanings',
    in60: true,
    say: 'Four failures share one code. Decide what a client should do in each case before you choose any number.',
    watch:
      'Several right answers exist. Show two that differ, with consent, and let the room say which client is simpler.',
  },
  {
    exercise: 'refuse-well/subprotocol',
    in60: false,
    say: 'The client offers a subprotocol and hears nothing back. Look at the answer to the upgrade, not at the handler.',
    watch: 'They search the close call. Ask what the 101 lacks.',
  },
  {
    exercise: 'refuse-well/trailing-newline',
    in60: false,
    say: 'A name with a newline passes the check. Try to say why before you try to mend it.',
    watch: 'Python and TypeScript differ here. Pair one of each.',
  },
  {
    exercise: 'refuse-well/everyone-is-local',
    in60: true,
    say: 'Behind a proxy every client has the same address. An address is not a proof of anything.',
    watch: 'Somebody proposes X-Forwarded-For. Ask who may write that header.',
  },
  {
    exercise: 'live-with-connections/register-too-early',
    in60: true,
    say: 'A registration that nobody takes back is a leak. Count the members after the refusal.',
    watch: 'Stuck here for five minutes is ordinary. Release the first hint aloud: what runs when validation fails?',
  },
  {
    exercise: 'live-with-connections/dead-client',
    in60: false,
    say: 'One client went away without a word, and the others stop hearing. Find who raises.',
    watch: 'A try around the whole loop looks right and still loses the rest. Ask who comes after the dead one.',
  },
  {
    exercise: 'live-with-connections/bad-message',
    in60: false,
    say: 'A message that cannot be read: answer it, or close? Decide what the client can do with either.',
    watch: 'Both are taken where they are told apart. Let the two camps explain.',
  },
  {
    exercise: 'live-with-connections/close-once',
    in60: false,
    say: 'A close in finally runs after every other close as well. See what the second one does.',
    watch: 'The exception is in the timeline and not at the client: send them there.',
  },
  {
    exercise: 'clients-and-operations/reconnect-storm',
    in60: true,
    say: 'Now the server is right and the client is wrong. Count the attempts while you do nothing.',
    watch: 'Who resets the delay in onopen sees the storm go on. Ask what open proves.',
  },
  {
    exercise: 'clients-and-operations/open-is-not-success',
    in60: true,
    say: 'The page says "connected" to somebody who is refused a moment later. When is it true?',
    watch: 'The answer is the first message. Let them find it without the word.',
  },
  {
    exercise: 'clients-and-operations/test-that-cannot-fail',
    in60: false,
    say: 'This test passes with the broken handler. Make it fail first, and only then make it pass.',
    watch: 'Who mends the handler first has learnt half of it: ask them to break it again.',
  },
  {
    exercise: 'clients-and-operations/restart',
    in60: false,
    say: 'A deployment closes everybody at once. Say so with a code that means "come back".',
    watch: 'End here: restart the server of the room itself, and watch the board come back.',
  },
];

export interface Moment {
  /** Minutes. */
  for: number;
  title: string;
  say: string;
}

/** What surrounds the exercises in either plan. */
export const PLAN_OPENING: readonly Moment[] = [
  {
    for: 4,
    title: 'Come in',
    say: 'Show the board. Read the code aloud, twice, or let them scan. Wait until the number of people is right.',
  },
  {
    for: 3,
    title: 'The question',
    say: 'A server closes with 4004 and a reason. What does the page learn? Let them guess by a show of hands before anybody runs anything.',
  },
];

export const PLAN_CLOSING: readonly Moment[] = [
  {
    for: 5,
    title: 'What changes on Monday',
    say: 'Each says one endpoint of your own product and the code that it should close with. Write them down. Export the room, then end it.',
  },
];

/** What goes wrong in a room, and what to do about it. */
export const ROOM_TROUBLE: readonly { sign: string; doThis: string }[] = [
  {
    sign: 'A page does not open on other machines',
    doThis:
      'Guest networks often keep their clients apart. Use another network or a phone\u2019s hotspot. Also look for a firewall on your laptop that asks about the port.',
  },
  {
    sign: 'The address on the board is not the right one',
    doThis: 'A laptop has several. The server prints all of them at its start: write the one that works on the wall.',
  },
  {
    sign: 'A row says away',
    doThis:
      'The page is closed or the network is gone. Nothing is lost: it comes back under the same name with what happened meanwhile.',
  },
  {
    sign: 'Somebody lost their place',
    doThis:
      'Who cleared their browser, or changed it, is a new person to the room. Remove the old row, and let them join again.',
  },
  {
    sign: 'The server was stopped',
    doThis: 'Start it again with the same --data folder. The room goes on where it was, the board too.',
  },
  {
    sign: 'A run waits in a queue',
    doThis: 'Each language has places. TypeScript starts in milliseconds: let half of the room use it.',
  },
  {
    sign: 'A name or a note makes the board ugly',
    doThis: 'Choose the row, then Remove and lock: the code lets nobody in any more, and whoever is in the room stays.',
  },
  {
    sign: 'Half of the room is done and half is stuck',
    doThis:
      'Pair them. Ask somebody who is done to show their code, and release the solution when you have talked about it.',
  },
];
