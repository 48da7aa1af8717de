/** What a board needs to know of an exercise. */
export interface RoomLesson {
  slug: string;
  title: string;
  /** The first of its chapter. */
  startsChapter: boolean;
}
