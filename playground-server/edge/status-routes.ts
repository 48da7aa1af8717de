import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Limits } from '#limits';
import { LANGUAGES, type Language } from '#protocol/client-message.ts';
import type { Runs, Sandboxes } from '../session/runs.ts';
import { sendJson } from './json-http.ts';
import type { Routes } from './routes.ts';

export interface StatusSource {
  runs: Runs;
  sandboxes: Sandboxes;
  /** What holds the learners' code, as probed at start. */
  isolation: { level: string; summary: string };
  /** Why a language is off, and what turns it on. */
  unavailable: Partial<Record<Language, string>>;
  limits: Limits;
  /** Guest sockets that are open now. */
  connections: () => number;
}

/** What the server says about itself, by path. */
export function statusRoutes(source: StatusSource): Routes {
  const registry = metrics(source);
  return {
    '/healthz': {
      GET: ({ response }) =>
        sendJson(response, 200, {
          status: 'ready',
          isolation: source.isolation,
          languages: Object.fromEntries(
            LANGUAGES.map((language) => [language, source.sandboxes[language] !== undefined]),
          ),
          unavailable: source.unavailable,
        }),
    },
    '/api/limits': { GET: ({ response }) => sendJson(response, 200, source.limits) },
    '/metrics': {
      GET: async ({ response }) => {
        const text = await registry.metrics();
        response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' });
        response.end(text);
      },
    },
  };
}

function metrics({ runs, connections }: StatusSource): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauges = [
    { name: 'accept_first_runs_live', help: 'Runs that answer clients now.', read: () => runs.counts.live },
    { name: 'accept_first_runs_waiting', help: 'Runs that wait for a sandbox.', read: () => runs.counts.waiting },
    { name: 'accept_first_connections', help: 'Guest sockets that are open now.', read: connections },
  ];
  for (const { name, help, read } of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  }
  return registry;
}
