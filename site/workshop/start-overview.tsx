import { hydrate } from 'preact';
import { pageData } from '../page-data.ts';
import { Overview, type OverviewData } from './components/Overview.tsx';

const { root, data } = pageData<OverviewData>('overview');
hydrate(<Overview {...data} />, root);
