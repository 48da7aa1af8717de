import { builtLessons } from '../workshop/built-lessons.ts';
import type { RoomLesson } from './room-lesson.ts';

/** The exercises as a board shows them, in order. */
export function builtRoomLessons(): RoomLesson[] {
  let chapter = '';
  return builtLessons().map(({ slug, title }) => {
    const [own = ''] = slug.split('/');
    const startsChapter = own !== chapter;
    chapter = own;
    return { slug, title, startsChapter };
  });
}
