import type { SharedState } from '#protocol/shared-state.ts';

/** The address at which the playground opens with this. What encodes it is loaded only now. */
export async function playgroundLink(state: SharedState): Promise<string> {
  const { encodeState } = await import('../playground/share/state-link.ts');
  return `/playground/${await encodeState(state)}`;
}
