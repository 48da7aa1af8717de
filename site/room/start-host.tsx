import { render } from 'preact';
import { HostPage } from './components/HostPage.tsx';
import type { RoomLesson } from './room-lesson.ts';

const root = document.querySelector('#host');
const data = document.querySelector('#room-lessons');
if (root !== null && data !== null) {
  const isProjector = new URLSearchParams(location.search).get('view') === 'projector';
  document.documentElement.classList.toggle('projector', isProjector);
  render(<HostPage lessons={JSON.parse(data.textContent) as RoomLesson[]} isProjector={isProjector} />, root);
}
