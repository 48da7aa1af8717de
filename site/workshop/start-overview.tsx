import { hydrate } from 'preact';
import { Overview, type OverviewData } from './components/Overview.tsx';

const root = document.querySelector('#overview');
const data = document.querySelector('#overview-data');
if (root === null || data === null) throw new Error('The overview has no #overview or no #overview-data.');
hydrate(<Overview {...(JSON.parse(data.textContent) as OverviewData)} />, root);
