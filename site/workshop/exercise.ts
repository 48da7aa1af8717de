import { batch, computed, effect, signal } from '@preact/signals';
import type { Example } from '#content/example-schema.ts';
import type { Lesson } from '#content/lesson-schema.ts';
import { isOver } from '../playground/run-state.ts';
import type { LiveRun } from '../playground/live-run.ts';
import { Playground } from '../playground/playground.ts';
import { closeToTell } from './close-to-tell.ts';
import { dialLesson } from './dial-lesson.ts';
import { grade, type Grade } from './grading/grade.ts';
import { runFacts } from './grading/run-facts.ts';
import { NO_PROGRESS, progressOf, withExercise, withLanguage, type Progress } from './progress.ts';
import { offerCode, onCommand, tellProgress, type WorkshopCommand } from './progress-events.ts';
import { changeProgress, onProgressElsewhere, readProgress } from './progress-store.ts';

export interface GradedRun {
  runId: string;
  grade: Grade;
}

/** State of an exercise's page: the playground that runs it, its grade, and what the learner has done so far. */
export class Exercise {
  readonly lesson: Lesson;
  readonly playground: Playground;
  readonly graded = signal<GradedRun | undefined>(undefined);
  readonly progress = signal<Progress>(NO_PROGRESS);
  /** By the facilitator, when the page is part of a room. */
  readonly solutionsHeld = signal(false);

  readonly mine = computed(() => progressOf(this.progress.value, this.lesson.slug));
  /** The grade of the run that is shown; undefined while there is none yet. */
  readonly grade = computed(() => {
    const graded = this.graded.value;
    return graded?.runId === this.playground.runs.latest.value?.runId ? graded?.grade : undefined;
  });
  /** A run is on its way to its grade. */
  readonly grading = computed(() => {
    const run = this.playground.runs.latest.value;
    return run !== undefined && !isOver(run) && this.grade.value === undefined;
  });
  /** Whether passing counts on the chosen server. */
  readonly counts = computed(() => this.playground.handler.profile.value === this.lesson.profiles[0]);

  constructor(lesson: Lesson) {
    this.lesson = lesson;
    this.playground = new Playground([asExample(lesson)], {
      keepsDraft: false,
      dial: (run) => this.#dialAndGrade(run),
    });
    const [profile] = lesson.profiles;
    if (profile !== undefined) this.playground.handler.profile.value = profile;
  }

  /** Begins what needs a browser. Returns how to end it. */
  start(): () => void {
    const { slug, start } = this.lesson;
    const { playground } = this;
    this.progress.value = changeProgress(localStorage, (progress) => withExercise(progress, slug, {}));
    batch(() => {
      playground.handler.chosenLanguage.value = this.progress.value.language;
      playground.handler.sources.value = { ...start, ...this.mine.value.code };
    });
    playground.start();
    offerCode(() => ({
      exercise: slug,
      language: playground.handler.language.value,
      code: playground.handler.code.value,
    }));
    tellProgress({ type: 'exercise-opened', exercise: slug });
    const stops = [
      effect(() => this.#keep(playground.handler.sources.value)),
      effect(() => {
        const language = playground.handler.chosenLanguage.value;
        this.#change((progress) => withLanguage(progress, language));
      }),
      onProgressElsewhere(() => (this.progress.value = readProgress(localStorage))),
      onCommand((command) => this.#obey(command)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  run(): void {
    this.playground.runHandler();
    if (this.playground.runs.latest.value?.at.phase !== 'starting') return;
    const language = this.playground.handler.language.value;
    this.#change((progress) => withExercise(progress, this.lesson.slug, { runs: this.mine.value.runs + 1 }));
    tellProgress({ type: 'run-started', exercise: this.lesson.slug, language });
  }

  openRung(rung: number): void {
    this.#change((progress) => withExercise(progress, this.lesson.slug, { rung }));
    tellProgress({ type: 'stuck', exercise: this.lesson.slug, rung });
  }

  async #dialAndGrade(run: LiveRun): Promise<void> {
    const { lesson, playground } = this;
    const names = await dialLesson(lesson, run);
    const finished = playground.runs.all.value.find(({ runId }) => runId === run.runId);
    if (names === undefined || finished === undefined) return;
    const facts = runFacts(finished.browser, finished.server, names);
    const result = grade(lesson, facts);
    const failed = result.checks.findIndex(({ met }) => !met);
    batch(() => {
      this.graded.value = { runId: run.runId, grade: result };
      const client = clientOf(lesson, failed);
      for (const [number, name] of names) if (name === client) playground.runs.client.value = number;
    });
    this.#tell(result, failed, facts);
  }

  #tell(result: Grade, failed: number, facts: ReturnType<typeof runFacts>): void {
    const exercise = this.lesson.slug;
    const close = closeToTell(this.lesson, facts, failed);
    if (close !== undefined) tellProgress({ type: 'client-saw', exercise, ...close });
    const check = result.checks[failed];
    if (check !== undefined) {
      tellProgress({
        type: 'graded',
        exercise,
        passed: false,
        check: check.title,
        met: failed,
        mistake: check.mistake,
      });
    } else if (this.counts.value) {
      this.#change((progress) => withExercise(progress, exercise, { passed: true }));
      tellProgress({ type: 'passed', exercise });
    }
  }

  #keep(sources: Example['code']): void {
    const { slug, start } = this.lesson;
    const code = Object.fromEntries(
      (['python', 'typescript'] as const).flatMap((language) => {
        const text = sources[language];
        return text === undefined || text === start[language] ? [] : [[language, text]];
      }),
    );
    this.#change((progress) => withExercise(progress, slug, { code }));
  }

  #change(change: (progress: Progress) => Progress): void {
    this.progress.value = changeProgress(localStorage, change);
  }

  #obey(command: WorkshopCommand): void {
    this.solutionsHeld.value = command.type === 'hold-solutions';
  }
}

/** The client that a check is about. */
function clientOf(lesson: Lesson, checkIndex: number): string | undefined {
  const check = lesson.checks[checkIndex];
  if (check === undefined) return undefined;
  return 'client' in check ? check.client : undefined;
}

/** What the playground wants to know of an exercise: a title and code in both languages. */
function asExample({ slug, title, summary, start, clients }: Lesson): Example {
  return {
    slug,
    title,
    summary,
    order: 'wrong',
    position: 1,
    endpoint: false,
    clients: clients.slice(0, 1).map(({ path }) => ({
      path,
      query: '',
      subprotocols: [],
      script: [],
      sees: { uvicorn: { events: [] } },
    })),
    code: start,
  };
}
