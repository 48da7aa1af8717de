import type { APIRoute, GetStaticPaths } from 'astro';
import { builtExamples } from '../../playground/examples.ts';
import { recordingsOf } from '../../run-block/recordings.ts';

/** Each recorded run as a file of its own: the playground asks for the one that it shows before the first run. */
export const getStaticPaths = (() =>
  builtExamples().flatMap(({ slug }) =>
    Object.entries(recordingsOf(slug)).map(([language, run]) => ({
      params: { recording: `${slug}.${language}` },
      props: { run },
    })),
  )) satisfies GetStaticPaths;

export const GET: APIRoute = ({ props }) => Response.json(props['run']);
