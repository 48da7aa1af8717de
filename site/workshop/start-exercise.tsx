import { hydrate } from 'preact';
import { ExercisePage, type ExerciseData } from './components/ExercisePage.tsx';

const root = document.querySelector('#studio');
const data = document.querySelector('#exercise-data');
if (root === null || data === null) throw new Error('The page of an exercise has no #studio or no #exercise-data.');
hydrate(<ExercisePage {...(JSON.parse(data.textContent) as ExerciseData)} />, root);
