import { expect, test } from 'vitest';
import { boundaryViolation, type Import } from '../../../scripts/boundaries.ts';

const file = (path: string, inert = false): Import => ({ specifier: path, target: { kind: 'file', path }, inert });
const npm = (name: string): Import => ({ specifier: name, target: { kind: 'package', name }, inert: false });

const FORBIDDEN: [string, Import][] = [
  ['content/faults.ts', file('playground-server/limits.ts')],
  ['content/faults.ts', npm('node:fs')],
  ['playground-server/asgi/transitions.ts', file('playground-server/protocol/timeline-event.ts')],
  ['playground-server/asgi/transitions.ts', npm('node:net')],
  ['playground-server/protocol/server-message.ts', file('playground-server/session/session.ts')],
  ['playground-server/sandbox/typescript/runner.ts', file('playground-server/edge/upgrade.ts')],
  ['playground-server/sandbox/typescript/runner.ts', npm('node:net')],
  ['playground-server/sandbox/guest/playground/websocket.ts', npm('zod')],
  ['playground-server/session/session.ts', file('playground-server/edge/upgrade.ts')],
  ['playground-server/session/session.ts', npm('ws')],
  ['playground-server/edge/upgrade.ts', file('playground-server/sandbox/sandbox.ts')],
  ['site/playground/app.tsx', file('playground-server/edge/upgrade.ts')],
  ['site/playground/app.tsx', file('playground-server/sandbox/guest/playground/websocket.ts')],
  ['playground-server/main.ts', file('tests/helpers/server.ts')],
  ['astro.config.mjs', file('playground-server/main.ts')],
];

test.for(FORBIDDEN)('%s may not import %o', ([importer, imported]) => {
  expect(boundaryViolation(importer, imported)).toContain('may');
});

const ALLOWED: [string, Import][] = [
  ['playground-server/asgi/transitions.ts', file('playground-server/asgi/events.ts')],
  ['playground-server/asgi/transitions.ts', file('content/close-codes.ts')],
  ['playground-server/protocol/timeline-event.ts', file('playground-server/asgi/events.ts')],
  ['playground-server/session/session.ts', file('playground-server/sandbox/sandbox.ts')],
  ['playground-server/edge/upgrade.ts', npm('node:net')],
  ['playground-server/edge/upgrade.ts', file('playground-server/sandbox/sandbox.ts', true)],
  ['site/playground/app.tsx', file('playground-server/sandbox/guest/playground/websocket.ts', true)],
  ['site/playground/app.tsx', npm('preact')],
  ['tests/wire/upgrade.test.ts', file('playground-server/edge/upgrade.ts')],
];

test.for(ALLOWED)('%s may import %o', ([importer, imported]) => {
  expect(boundaryViolation(importer, imported)).toBeUndefined();
});
