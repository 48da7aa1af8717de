import { effect } from '@preact/signals';
import { render } from 'preact';
import { RoomBar } from './components/RoomBar.tsx';
import { readIdentity } from './identity.ts';
import { Member } from './member.ts';

/** The bar of a room over the pages of the workshop, for who is in one. */
const root = document.querySelector<HTMLElement>('#room-bar');
const identity = readIdentity();
if (root !== null && identity !== undefined) {
  const member = new Member(identity);
  render(<RoomBar member={member} />, root);
  const measure = (): void =>
    document.documentElement.style.setProperty('--room-bar-height', `${root.getBoundingClientRect().height}px`);
  new ResizeObserver(measure).observe(root);
  effect(() => {
    root.dataset.status = member.status.value;
  });
}
