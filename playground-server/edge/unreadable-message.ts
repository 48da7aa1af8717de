import type { ZodError } from 'zod';

/** The first thing that is wrong with a message, and where. */
export function problemOf({ issues: [issue] }: ZodError): string {
  const where = issue === undefined || issue.path.length === 0 ? 'message' : issue.path.join('.');
  return `${where}: ${issue?.message ?? 'not valid'}`;
}

/** The name under which a message that cannot be read can still be answered. */
export function namedBy(value: unknown, field: string): string | undefined {
  const name = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined;
  return typeof name === 'string' && name.length > 0 && name.length <= 64 ? name : undefined;
}
