import { hydrate } from 'preact';
import { Studio } from './components/Studio.tsx';
import type { StudioData } from './playground.ts';

const root = document.querySelector('#studio');
const data = document.querySelector('#studio-data');
if (root === null || data === null) throw new Error('The page of the playground has no #studio or no #studio-data.');
hydrate(<Studio {...(JSON.parse(data.textContent) as StudioData)} />, root);
