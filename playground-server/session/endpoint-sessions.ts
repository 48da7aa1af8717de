import { fault } from '#content/faults.ts';
import type { Limits } from '#limits';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { Session } from './session.ts';

/** A handler that the server itself answers with, at these path templates. */
export interface ServedEndpoint {
  paths: readonly string[];
  code: string;
}

interface StartedSession {
  session: Session;
  ready: Promise<Session | undefined>;
}

/** More clients than a run of a visitor, because everybody shares the one session of an endpoint. */
const MAX_CONNECTIONS = 100;

/**
 * The seed's endpoints. Each runs in a sandbox like any visitor's handler,
 * under the uvicorn profile; its session starts with the first client and ends
 * when nobody has been there for `idleMs`, which also empties its registry.
 */
export class EndpointSessions {
  readonly #sandbox: Sandbox;
  readonly #onCrash: (detail: string) => void;
  readonly #limits: Limits;
  readonly #routes: { pattern: RegExp; endpoint: ServedEndpoint }[];
  readonly #sessions = new Map<ServedEndpoint, StartedSession>();
  readonly #running = new Set<Session>();

  constructor(
    endpoints: readonly ServedEndpoint[],
    sandbox: Sandbox,
    limits: Limits,
    onCrash: (detail: string) => void,
  ) {
    this.#onCrash = onCrash;
    this.#sandbox = sandbox;
    this.#limits = {
      ...limits,
      maxConnectionsPerRun: MAX_CONNECTIONS,
      maxHandlersPerRun: MAX_CONNECTIONS,
      runMs: limits.runMs * 24,
    };
    this.#routes = endpoints.flatMap((endpoint) =>
      endpoint.paths.map((path) => ({ pattern: pathPattern(path), endpoint })),
    );
  }

  /** The endpoint at a path as it was dialled (still percent-encoded, without the query). */
  match(rawPath: string): ServedEndpoint | undefined {
    return this.#routes.find(({ pattern }) => pattern.test(rawPath))?.endpoint;
  }

  /** The live session of an endpoint; `undefined` when its sandbox cannot start. */
  session(endpoint: ServedEndpoint): Promise<Session | undefined> {
    const known = this.#sessions.get(endpoint);
    if (known !== undefined && !known.session.over) return known.ready;
    const starting = this.#start(endpoint);
    this.#sessions.set(endpoint, starting);
    return starting.ready;
  }

  stopAll(): void {
    for (const session of this.#running) session.stop(fault('server-stopping'));
  }

  #start(endpoint: ServedEndpoint): StartedSession {
    const { promise, resolve } = Promise.withResolvers<Session | undefined>();
    const session = new Session({
      id: 'endpoint',
      code: endpoint.code,
      profileName: 'uvicorn',
      sandbox: this.#sandbox,
      limits: this.#limits,
      keepsTimeline: false,
      onCrash: this.#onCrash,
      listener: {
        ready: () => resolve(session),
        rejected: () => {
          this.#running.delete(session);
          resolve(undefined);
        },
        ended: () => this.#running.delete(session),
      },
    });
    this.#running.add(session);
    return { session, ready: promise };
  }
}

/** `/ws/projects/{project_name}` matches one non-empty segment for the parameter. */
function pathPattern(template: string): RegExp {
  const segments = template.split('/').map((segment) => (/^\{\w+\}$/.test(segment) ? '[^/]+' : RegExp.escape(segment)));
  return new RegExp(`^${segments.join('/')}$`);
}
