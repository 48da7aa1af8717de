// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import type { AsgiApplication, Receive, Scope, Send } from './asgi.ts';
import { HTTPException, WebSocketException } from './exceptions.ts';
import { responseMessages } from './http-response.ts';
import { getPrototypeOf } from './intrinsics.ts';
import { compilePathTemplate, type PathParams, type PathTemplate } from './path-template.ts';
import { firstPosition, readStack, withoutLibraryFrames } from './source-position.ts';
import { WebSocket } from './websocket.ts';

/** Called once for each connection whose path matches. */
export type WebSocketHandler<Params = Record<string, string | number>> = (
  websocket: WebSocket,
  pathParams: Params,
) => Promise<unknown> | unknown;

/** An exception's class, to which `app.exceptionHandler` binds a handler. */
export type ErrorClass<ErrorType extends Error = Error> = abstract new (...args: never[]) => ErrorType;

export type ExceptionHandler<ErrorType extends Error = Error> = (
  websocket: WebSocket,
  error: ErrorType,
) => Promise<unknown> | unknown;

interface Route {
  template: PathTemplate;
  serve: AsgiApplication;
}

const routes: Route[] = [];
/** The third argument is for the library's own handlers: a response goes past the state machine, as in Starlette. */
type AnyHandler = (websocket: WebSocket, error: Error, send: Send) => Promise<unknown> | unknown;
const exceptionHandlers = new Map<unknown, AnyHandler>();
const handlerFor = Map.prototype.get.bind(exceptionHandlers);

/** The application: it takes a connection to the first route whose path matches. */
export const app = {
  /** Binds a handler to a path such as `/ws/{name}`; `:int`, `:float`, `:uuid` and `:path` follow a name. */
  websocket<Path extends string>(path: Path, handler: WebSocketHandler<PathParams<Path>>): void {
    const template = compilePathTemplate(path);
    routes[routes.length] = {
      template,
      async serve(scope, receive, send) {
        const websocket = new WebSocket(scope, receive, send);
        try {
          await handler(websocket, websocket.pathParams as PathParams<Path>);
        } catch (error) {
          await handleException(error, websocket, send);
        }
      },
    };
  },

  /** Binds a bare ASGI application to a path: no `WebSocket`, and no rules but the server's. */
  asgi(path: string, application: AsgiApplication): void {
    routes[routes.length] = { template: compilePathTemplate(path), serve: application };
  },

  /** Binds a handler to an exception and its subclasses. As in Starlette, one for `Error` itself is never called. */
  exceptionHandler<ErrorType extends Error>(
    errorClass: ErrorClass<ErrorType>,
    handler: ExceptionHandler<ErrorType>,
  ): void {
    exceptionHandlers.set(errorClass.prototype, handler as unknown as AnyHandler);
  },
};

exceptionHandlers.set(WebSocketException.prototype, (websocket, error) => {
  const { code, reason } = error as WebSocketException;
  return websocket.close({ code, reason });
});

exceptionHandlers.set(HTTPException.prototype, async (_websocket, error, send) => {
  const { statusCode, detail, headers } = error as HTTPException;
  const hasNoBody = statusCode === 204 || statusCode === 304;
  const response = hasNoBody ? { status: statusCode, headers } : { status: statusCode, body: detail, headers };
  for (const message of responseMessages(response)) await send(message);
});

/** The path templates that the program declared, in order. */
export function declaredRoutes(): string[] {
  return routes.map((route) => route.template.text);
}

/**
 * The ASGI application that `app` is. A path that no route matches is refused with HTTP 403, as in Starlette. Gives what
 * a bare application returned, of which a server complains; Starlette drops what a handler returns.
 */
export async function serve(scope: Scope, receive: Receive, send: Send): Promise<unknown> {
  for (let index = 0; index < routes.length; index += 1) {
    const route = routes[index];
    const pathParams = route?.template.match(scope.path);
    if (route === undefined || pathParams === undefined) continue;
    const routed = { ...scope, path_params: pathParams };
    try {
      return await route.serve(routed, receive, send);
    } catch (error) {
      // Starlette looks for a handler twice, the second time with a WebSocket that knows nothing of the first.
      await handleException(
        error,
        new WebSocket(
          routed,
          () => receive(),
          (message) => send(message),
        ),
        send,
      );
      return undefined;
    }
  }
  await send({ type: 'websocket.close', code: 1000, reason: '' });
  return undefined;
}

async function handleException(error: unknown, websocket: WebSocket, send: Send): Promise<void> {
  const handler = findHandler(error);
  if (handler === undefined) throw error;
  try {
    await handler(websocket, error as Error, send);
  } catch (raised) {
    throw withPositionOf(error as Error, raised);
  }
}

/** A handler of this library is nowhere in the program: what it raises happened where the program raised. */
function withPositionOf(cause: Error, raised: unknown): unknown {
  if (!(raised instanceof Error) || firstPosition(readStack(() => raised)) !== undefined) return raised;
  raised.stack = withoutLibraryFrames(readStack(() => cause));
  return raised;
}

function findHandler(error: unknown): AnyHandler | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  try {
    for (let prototype = getPrototypeOf(error); prototype !== null; prototype = getPrototypeOf(prototype)) {
      if (prototype === Error.prototype) return undefined;
      const handler = handlerFor(prototype) as AnyHandler | undefined;
      if (handler !== undefined) return handler;
    }
  } catch {
    // A proxy that throws when it is asked for its prototype has no handler.
  }
  return undefined;
}
