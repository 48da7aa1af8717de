import { hydrate } from 'preact';
import { pageData } from '../page-data.ts';
import { Studio } from './components/Studio.tsx';
import type { StudioData } from './playground.ts';

const { root, data } = pageData<StudioData>('studio');
hydrate(<Studio {...data} />, root);
