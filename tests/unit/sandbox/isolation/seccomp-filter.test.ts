import { expect, test } from 'vitest';
import { assembleSeccompFilter, seccompArchitecture } from '#server/sandbox/isolation/seccomp-filter.ts';

const ALLOW = 0x7fff_0000;
const FAIL_WITH_EPERM = 0x0005_0001;

/** Runs a filter as the kernel does, for one system call. */
function verdict(filter: Uint8Array, architecture: number, syscall: number): number {
  const view = new DataView(filter.buffer);
  let accumulator = 0;
  for (let at = 0; ; at += 1) {
    const [code, yes, no, operand] = [
      view.getUint16(at * 8, true),
      view.getUint8(at * 8 + 2),
      view.getUint8(at * 8 + 3),
      view.getUint32(at * 8 + 4, true),
    ];
    if (code === 0x06) return operand;
    if (code === 0x20) accumulator = operand === 4 ? architecture : syscall;
    else if (code === 0x15) at += accumulator === operand ? yes : no;
    else if (code === 0x35) at += accumulator >= operand ? yes : no;
    else throw new Error(`unknown code ${code}`);
  }
}

const X64 = 0xc000_003e;
const ARM64 = 0xc000_00b7;

test.each([
  ['socket', 41, FAIL_WITH_EPERM],
  ['the first of the list, accept', 43, FAIL_WITH_EPERM],
  ['the last of the list, vmsplice', 278, FAIL_WITH_EPERM],
  ['ptrace', 101, FAIL_WITH_EPERM],
  ['socket under the x32 ABI', 0x4000_0000 + 41, FAIL_WITH_EPERM],
  ['read', 0, ALLOW],
  ['futex', 202, ALLOW],
  ['clone3', 435, ALLOW],
])('x64: %s', (_name, syscall, expected) => {
  expect(verdict(assembleSeccompFilter('x64'), X64, syscall)).toBe(expected);
});

test('arm64 has numbers of its own', () => {
  const filter = assembleSeccompFilter('arm64');
  expect(verdict(filter, ARM64, 198)).toBe(FAIL_WITH_EPERM);
  expect(verdict(filter, ARM64, 63)).toBe(ALLOW);
});

test('a system call of another architecture is refused', () => {
  expect(verdict(assembleSeccompFilter('x64'), 0x4000_0003, 0)).toBe(FAIL_WITH_EPERM);
});

test('a processor without a table has no filter', () => {
  expect([seccompArchitecture('x64'), seccompArchitecture('riscv64')]).toEqual(['x64', undefined]);
});
