// Runs in the browser and on the server. No DOM, no node: imports.

export interface Chapter {
  /** Its folder in `content/lessons`, and permanent. */
  slug: string;
  title: string;
  summary: string;
  /** Folders of its exercises, in order. */
  lessons: readonly string[];
}

/** The workshop, in order. */
export const CHAPTERS: readonly Chapter[] = [
  {
    slug: 'read-a-refusal',
    title: 'Read a refusal',
    summary: 'The browser says 1006. Find out who refused, where, and why the reason is missing.',
    lessons: ['typo-in-the-url', 'close-before-accept', 'connect-after-accept', 'reason-too-long'],
  },
  {
    slug: 'refuse-well',
    title: 'Refuse well',
    summary: 'Say no so that the right client learns why, and the wrong one learns nothing.',
    lessons: ['one-code-four-meanings', 'subprotocol', 'trailing-newline', 'everyone-is-local'],
  },
  {
    slug: 'live-with-connections',
    title: 'Live with connections',
    summary: 'Connections come, break and leave. Keep none too long, and end each with a word.',
    lessons: ['register-too-early', 'dead-client', 'bad-message', 'close-once'],
  },
  {
    slug: 'clients-and-operations',
    title: "The client's half and operations",
    summary: 'A code is worth what the client does with it, and what a test and a restart make of it.',
    lessons: ['reconnect-storm', 'open-is-not-success', 'test-that-cannot-fail', 'restart'],
  },
];
