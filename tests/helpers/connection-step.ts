import type { ConnectionEffect, ConnectionState, ConnectionStep } from '#asgi/connection-state.ts';
import { initialConnection } from '#asgi/connection-state.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';

/** A step on a connection of one server, in the state that the test names. */
export function stepOf(
  server: ServerProfileName,
  state: Partial<ConnectionState> = {},
  facts: { offered?: string[]; maxResponseBodyBytes?: number } = {},
): ConnectionStep {
  const profile = serverProfiles[server];
  const known = { profile, offered: [], maxUnreadMessages: 32, maxResponseBodyBytes: 64, ...facts };
  return { state: { ...initialConnection(known), ...state }, effects: [] };
}

/** An accepted connection. */
export const OPEN: Partial<ConnectionState> = { server: 'open', accepted: true };

export function effectsOf<Kind extends ConnectionEffect['kind']>(
  { effects }: ConnectionStep,
  kind: Kind,
): Extract<ConnectionEffect, { kind: Kind }>[] {
  return effects.filter((effect): effect is Extract<ConnectionEffect, { kind: Kind }> => effect.kind === kind);
}

/** What the client and the application notice: no timers, no lines of the log, no pauses. */
export function deeds({ effects }: ConnectionStep): ConnectionEffect['kind'][] {
  return effects.map(({ kind }) => kind).filter((kind) => !/-timer$|-reading$|^log$/.test(kind));
}
