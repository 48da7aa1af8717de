import { hydrate } from 'preact';
import { pageData } from '../page-data.ts';
import { ExercisePage } from './components/ExercisePage.tsx';
import type { ExerciseData } from './exercise-data.ts';

const { root, data } = pageData<ExerciseData>('studio');
hydrate(<ExercisePage {...data} />, root);
