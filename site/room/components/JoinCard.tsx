import type { JSX } from 'preact';
import { spokenCode } from '#protocol/join-code.ts';
import type { Host } from '../host.ts';
import { Qr } from './Qr.tsx';
import { Sign } from './Sign.tsx';

/** How to come in: the address to type, the code to read aloud, the QR code to scan. */
export function JoinCard({ host }: { host: Host }): JSX.Element {
  const url = host.joinUrl.value;
  const phase = host.room.value?.phase;
  const isLocal = /\/\/(?:localhost|127\.|\[::1\])/.test(url);
  if (phase?.is === 'ended') return <p class="join-card">The room has ended. Export it before you open another.</p>;
  return (
    <section class="join-card" aria-label="How to join">
      <Qr text={url} label={`QR code of ${url}`} />
      <div>
        <p class="join-url">{url.replace(/^https?:\/\//, '').replace(/#.*$/, '')}</p>
        <p class="join-spoken">{spokenCode(host.code.value)}</p>
        {phase?.locked === true && (
          <p class="join-locked">
            <Sign name="lock" /> Locked: nobody else can join.
          </p>
        )}
        {isLocal && (
          <p class="join-locked">
            Only this machine reaches the server. Start it with <code>npm start -- --host 0.0.0.0</code>
          </p>
        )}
      </div>
    </section>
  );
}
