import { useComputed, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Icon } from '../../playground/components/icons.tsx';
import { NO_PROGRESS, statusOf, type Progress, type Status } from '../progress.ts';
import { onProgressElsewhere, readProgress } from '../progress-store.ts';
import { InlineCode } from './InlineCode.tsx';
import { KeepProgress } from './KeepProgress.tsx';

export interface OverviewData {
  chapters: {
    slug: string;
    title: string;
    summary: string;
    lessons: { slug: string; title: string; summary: string; minutes: number }[];
  }[];
}

const WORDS: Readonly<Record<Status, string>> = { untouched: '', begun: 'begun', passed: 'passed' };

/** All exercises, with what this browser knows of the learner. */
export function Overview({ chapters }: OverviewData): JSX.Element {
  const progress = useSignal<Progress>(NO_PROGRESS);
  const read = (): void => void (progress.value = readProgress(localStorage));
  useEffect(() => {
    read();
    return onProgressElsewhere(read);
  }, []);
  const lessons = chapters.flatMap((chapter) => chapter.lessons);
  const passed = useComputed(() => lessons.filter(({ slug }) => statusOf(progress.value, slug) === 'passed').length);
  const next = lessons.find(({ slug }) => statusOf(progress.value, slug) !== 'passed');
  return (
    <div class="overview">
      <p class="overview-state">
        <strong>
          {passed} of {lessons.length} passed
        </strong>
        <progress value={passed} max={lessons.length} aria-label="Exercises passed" />
        {next !== undefined && (
          <a class="go" href={`/workshop/${next.slug}/`}>
            {passed.value === 0 ? 'Begin' : 'Go on'}: {next.title}
          </a>
        )}
      </p>
      {chapters.map(({ slug, title, summary, lessons: own }) => (
        <section key={slug}>
          <h2>{title}</h2>
          <p class="chapter-summary">{summary}</p>
          <ol>
            {own.map((lesson) => {
              const status = statusOf(progress.value, lesson.slug);
              return (
                <li key={lesson.slug} data-status={status}>
                  <span class="status">
                    {status === 'passed' ? <Icon name="delivered" /> : lessons.indexOf(lesson) + 1} {WORDS[status]}
                  </span>
                  <span class="exercise-link">
                    <a href={`/workshop/${lesson.slug}/`}>{lesson.title}</a>
                    <span>
                      <InlineCode text={lesson.summary} />
                    </span>
                  </span>
                  <span class="minutes">{lesson.minutes} min</span>
                </li>
              );
            })}
          </ol>
        </section>
      ))}
      <KeepProgress progress={progress} />
    </div>
  );
}
