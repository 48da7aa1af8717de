import type { Lesson } from '#content/lesson-schema.ts';

export interface Neighbour {
  slug: string;
  title: string;
}

/** What the page of an exercise is built with, and takes over in the browser. */
export interface ExerciseData {
  lesson: Lesson;
  chapter: string;
  /** Of this exercise among all, from 1. */
  number: number;
  total: number;
  before: Neighbour | undefined;
  next: Neighbour | undefined;
  /** `lesson.md`, rendered at build time. */
  textHtml: string;
  /** The start in TypeScript, highlighted at build time. */
  firstHtml: string;
}
