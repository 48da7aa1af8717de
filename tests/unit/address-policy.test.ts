import { expect, test } from 'vitest';
import { refusalOfAddress } from '#server/address-policy.ts';

const L0 = { level: 'L0', summary: 'no bubblewrap' } as const;
const L1 = { level: 'L1', summary: 'bubblewrap' } as const;

test.each(['localhost', '127.0.0.1', '127.8.9.10', '::1'])('%s is never refused', (host) => {
  expect(refusalOfAddress(host, { isolation: L0, pythonContainment: 'deno' })).toBeUndefined();
});

test.each(['0.0.0.0', '::', '192.0.2.1', '127.example.org'])('%s is refused where the isolation is L0', (host) => {
  expect(refusalOfAddress(host, { isolation: L0 })).toContain(`Isolation is only L0 (no bubblewrap), so ${host}`);
});

test('a public address is refused where Python runs in nothing but Deno', () => {
  expect(refusalOfAddress('0.0.0.0', { isolation: L1, pythonContainment: 'deno' })).toContain(
    'Only Deno contains Python, so 0.0.0.0 is refused',
  );
});

test.each([undefined, 'bubblewrap', 'bubblewrap+seccomp'] as const)(
  'a public address is taken where bubblewrap holds TypeScript, and Python is held by %s',
  (containment) => {
    const walls = { isolation: L1, ...(containment && { pythonContainment: containment }) };
    expect(refusalOfAddress('0.0.0.0', walls)).toBeUndefined();
  },
);
