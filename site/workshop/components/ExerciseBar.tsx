import type { JSX } from 'preact';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import { Icon } from '../../playground/components/icons.tsx';
import { LanguageSwitch } from '../../playground/components/LanguageSwitch.tsx';
import type { Exercise } from '../exercise.ts';
import type { ExerciseData, Neighbour } from '../exercise-data.ts';

interface Props {
  exercise: Exercise;
  data: ExerciseData;
}

export function ExerciseBar({ exercise, data }: Props): JSX.Element {
  const { playground, lesson } = exercise;
  return (
    <div class="toolbar">
      <nav class="exercise-nav" aria-label="Exercises">
        <a href="/workshop/">Workshop</a>
        <Step to={data.before} direction="Previous" />
        <span>
          {data.number} of {data.total}
        </span>
        <Step to={data.next} direction="Next" />
      </nav>
      <LanguageSwitch playground={playground} />
      {lesson.profiles.length > 1 && (
        <label>
          <span>Server</span>
          <select
            value={playground.handler.profile.value}
            onChange={(event) => (playground.handler.profile.value = event.currentTarget.value as ServerProfileName)}
          >
            {lesson.profiles.map((name) => (
              <option key={name} value={name}>
                {serverProfiles[name].label}
              </option>
            ))}
          </select>
        </label>
      )}
      {playground.handler.edited.value && (
        <button type="button" class="quiet" title="Put back the code at the start" onClick={() => playground.reset()}>
          <Icon name="reset" /> <span>Start again</span>
        </button>
      )}
      {exercise.mine.value.passed && (
        <span class="passed-mark">
          <Icon name="delivered" /> Passed
        </span>
      )}
    </div>
  );
}

function Step({ to, direction }: { to: Neighbour | undefined; direction: 'Previous' | 'Next' }): JSX.Element {
  const sign = direction === 'Next' ? '→' : '←';
  if (to === undefined) return <span aria-hidden="true">{sign}</span>;
  return (
    <a href={`/workshop/${to.slug}/`} title={`${direction}: ${to.title}`} aria-label={`${direction}: ${to.title}`}>
      {sign}
    </a>
  );
}
