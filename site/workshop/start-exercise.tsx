import { hydrate } from 'preact';
import { pageData } from '../page-data.ts';
import { ExercisePage, type ExerciseData } from './components/ExercisePage.tsx';

const { root, data } = pageData<ExerciseData>('studio');
hydrate(<ExercisePage {...data} />, root);
