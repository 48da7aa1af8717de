import type { JSX } from 'preact';
import type { Fault } from '#protocol/server-message.ts';

export function FaultNotice({ fault }: { fault: Fault }): JSX.Element {
  return (
    <div class="fault" role="alert">
      <p class="fault-title">{fault.title}</p>
      <p>{fault.message}</p>
      <p>{fault.hint}</p>
    </div>
  );
}
