import type { ComponentChildren, JSX } from 'preact';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import type { Playground } from '../playground.ts';

interface Props {
  playground: Playground;
  /** The words of its label. */
  children: ComponentChildren;
}

/** Which server the handler runs behind. */
export function ServerSelect({ playground, children }: Props): JSX.Element {
  const { profile } = playground.handler;
  return (
    <label>
      {children}
      <select
        value={profile.value}
        onChange={(event) => (profile.value = event.currentTarget.value as ServerProfileName)}
      >
        {SERVER_PROFILE_NAMES.map((name) => (
          <option key={name} value={name}>
            {serverProfiles[name].label}
          </option>
        ))}
      </select>
    </label>
  );
}
