import { effect } from '@preact/signals';
import { render } from 'preact';
import { pageData } from '../page-data.ts';
import { RoomBar } from './components/RoomBar.tsx';
import { readIdentity } from './identity.ts';
import { Member } from './member.ts';
import type { RoomLesson } from './room-lesson.ts';

/** The bar of a room over the pages of the workshop, for who is in one. */
const { root, data } = pageData<RoomLesson[]>('room-bar');
const identity = readIdentity();
if (identity !== undefined) {
  const member = new Member(identity);
  render(<RoomBar member={member} lessons={data} />, root);
  const measure = (): void =>
    document.documentElement.style.setProperty('--room-bar-height', `${root.getBoundingClientRect().height}px`);
  new ResizeObserver(measure).observe(root);
  effect(() => root.setAttribute('data-status', member.status.value));
}
