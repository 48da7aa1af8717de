import { DENIED_SYSCALLS } from './syscalls.ts';

/** Classic BPF, as far as a filter of system calls needs it (linux/filter.h). */
const LOAD_WORD = 0x20;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_AT_LEAST = 0x35;
const RETURN = 0x06;

/** Offsets in `struct seccomp_data`. */
const SYSCALL_NUMBER = 0;
const ARCHITECTURE = 4;

const ALLOW = 0x7fff_0000;
const FAIL_WITH_EPERM = 0x0005_0001;
/** System calls of the x32 ABI carry this bit and would pass under numbers of their own. */
const X32_BIT = 0x4000_0000;

const AUDIT_ARCHITECTURES = { x64: 0xc000_003e, arm64: 0xc000_00b7 } as const;
export type SeccompArchitecture = keyof typeof AUDIT_ARCHITECTURES;

type Instruction = [code: number, jumpIfTrue: number, jumpIfFalse: number, operand: number];

/** Undefined on a processor whose system calls we have no table of. */
export function seccompArchitecture(arch: string): SeccompArchitecture | undefined {
  return arch in AUDIT_ARCHITECTURES ? (arch as SeccompArchitecture) : undefined;
}

/** The deny list as a program that the kernel runs before each system call. */
export function assembleSeccompFilter(architecture: SeccompArchitecture): Uint8Array {
  const denied = DENIED_SYSCALLS.map((syscall) => syscall[architecture]);
  const checks: Instruction[] = denied.map((number) => [JUMP_IF_EQUAL, 0, 0, number]);
  if (architecture === 'x64') checks.unshift([JUMP_IF_AT_LEAST, 0, 0, X32_BIT]);
  // A match jumps over the checks that follow and over ALLOW, which stands before FAIL.
  checks.forEach((check, index) => (check[1] = checks.length - index));
  return encode([
    [LOAD_WORD, 0, 0, ARCHITECTURE],
    [JUMP_IF_EQUAL, 1, 0, AUDIT_ARCHITECTURES[architecture]],
    [RETURN, 0, 0, FAIL_WITH_EPERM],
    [LOAD_WORD, 0, 0, SYSCALL_NUMBER],
    ...checks,
    [RETURN, 0, 0, ALLOW],
    [RETURN, 0, 0, FAIL_WITH_EPERM],
  ]);
}

/** `struct sock_filter`: a 16-bit code, two 8-bit jumps, a 32-bit operand, in the machine's order. */
function encode(instructions: readonly Instruction[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(instructions.length * 8));
  instructions.forEach(([code, jumpIfTrue, jumpIfFalse, operand], index) => {
    bytes.setUint16(index * 8, code, true);
    bytes.setUint8(index * 8 + 2, jumpIfTrue);
    bytes.setUint8(index * 8 + 3, jumpIfFalse);
    bytes.setUint32(index * 8 + 4, operand, true);
  });
  return new Uint8Array(bytes.buffer);
}
