import { render } from 'preact';
import { pageData } from '../page-data.ts';
import { HostPage } from './components/HostPage.tsx';
import type { RoomLesson } from './room-lesson.ts';

const { root, data } = pageData<RoomLesson[]>('host');
const isProjector = new URLSearchParams(location.search).get('view') === 'projector';
document.documentElement.classList.toggle('projector', isProjector);
render(<HostPage lessons={data} isProjector={isProjector} />, root);
