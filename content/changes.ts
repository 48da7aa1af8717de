// Runs in the browser and on the server. No DOM, no node: imports.

export interface Change {
  /** The day on which readers could see it. */
  on: string;
  title: string;
  /** For readers: what they can do or know that they could not before. */
  text: string;
  /** The page to look at. */
  path: string;
}

/** What readers notice, newest first. The feed of the site is made of it. */
export const CHANGES = [
  {
    on: '2026-11-29',
    title: 'The client that a proxy names, in the playground',
    text: 'Under the profiles of uvicorn, X-Forwarded-For and X-Forwarded-Proto from 127.0.0.1 change the address and the scheme that a handler sees, as they do on uvicorn. Add the header to a client of yours and watch the localhost check believe it.',
    path: '/explain/security-check/',
  },
  {
    on: '2026-11-28',
    title: 'What websocat keeps to itself, and what nginx lets through',
    text: 'Both are run by the tests of the guide now: websocat ends with 0 and without a word on a refusal after accept, and behind nginx a code arrives as it was sent, if three lines are there.',
    path: '/howto/testing/#with-wscat-and-websocat',
  },
  {
    on: '2026-11-28',
    title: 'Wrong and right as sequence diagrams, on the same lines',
    text: 'Each example draws its recorded run in lanes, without a script. In a pair, what the wrong order leaves out is a gap; run both at once, or compare them in the playground.',
    path: '/explain/three-ways/#after-accept',
  },
  {
    on: '2026-11-28',
    title: 'The reconnect storm, live',
    text: 'Four clients dial a handler that refuses them: 5, 16, 5 and 1 attempts in 16 seconds, and the two lines that make the difference.',
    path: '/learn/client/#the-storm',
  },
  {
    on: '2026-11-28',
    title: 'Eleven ways past a localhost check',
    text: 'Each is run against a real uvicorn, with what to do instead: a token, the Origin and the Host.',
    path: '/explain/security-check/',
  },
  {
    on: '2026-11-28',
    title: 'Every claim of the guide can be run',
    text: 'Examples run where they are read, in Python and in TypeScript, and keep the recorded run of Chromium for when there is no server. A mark behind a sentence names what shows it.',
    path: '/learn/start/',
  },
  {
    on: '2026-11-28',
    title: 'Close codes, with what becomes of each',
    text: 'The registry, AutoCoder’s table and the ranges in one table: who may send a code, what five servers do with it, and what a client does next.',
    path: '/reference/close-codes/',
  },
  {
    on: '2026-11-28',
    title: 'An index of exceptions',
    text: 'Look up the text that your log shows, and find the order of calls that caused it.',
    path: '/reference/errors/',
  },
] as const satisfies readonly Change[];
