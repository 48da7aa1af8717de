import { expect, test, vi } from 'vitest';
import { LIMITS } from '#limits';
import { NoopSandbox } from '#server/sandbox/noop/noop-sandbox.ts';
import { EndpointSessions, type ServedEndpoint } from '#server/session/endpoint-sessions.ts';

const PROJECT: ServedEndpoint = { paths: ['/ws/projects/{project_name}'], code: 'project' };
const SPEC: ServedEndpoint = {
  paths: ['/ws/projects/{project_name}/spec', '/api/spec/ws/{project_name}'],
  code: 'spec',
};

function sessions(idleMs: number = LIMITS.idleMs): { endpoints: EndpointSessions; started: string[] } {
  const started: string[] = [];
  const sandbox = new NoopSandbox({
    application: (code) => {
      started.push(code);
      return async () => {};
    },
  });
  return { endpoints: new EndpointSessions([PROJECT, SPEC], sandbox, { ...LIMITS, idleMs }, () => {}), started };
}

test.for([
  ['/ws/projects/QR', PROJECT],
  ['/ws/projects/a%2Fb', PROJECT],
  ['/ws/projects/', undefined],
  ['/ws/projects/QR/', undefined],
  ['/ws/projects/QR/spec', SPEC],
  ['/api/spec/ws/QR', SPEC],
  ['/ws/projectsXQR', undefined],
  ['/', undefined],
] as const)('%s is answered by the right endpoint', ([path, endpoint]) => {
  expect(sessions().endpoints.match(path)).toBe(endpoint);
});

test('clients of one endpoint share its session, even when they come at once', async () => {
  const { endpoints, started } = sessions();
  const [first, second] = await Promise.all([endpoints.session(PROJECT), endpoints.session(PROJECT)]);
  expect(first).toBe(second);
  expect(started).toEqual(['project']);
  endpoints.stopAll();
});

test('a session that has ended is replaced for the next client', async () => {
  const { endpoints, started } = sessions(5);
  const first = await endpoints.session(PROJECT);
  await vi.waitFor(() => expect(first?.over).toBe(true));
  expect(await endpoints.session(PROJECT)).not.toBe(first);
  expect(started).toEqual(['project', 'project']);
  endpoints.stopAll();
});
