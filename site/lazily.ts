/**
 * Loads modules when they are first asked for; undefined while the server does
 * not answer. A browser keeps a failed import for as long as the page stands,
 * so the server is asked for something else first, and a later try can succeed.
 */
export function lazily<Parts>(load: () => Promise<Parts>): () => Promise<Parts | undefined> {
  let parts: Parts | undefined;
  return async () => {
    if (parts === undefined && (await serverAnswers())) parts = await load().catch(() => undefined);
    return parts;
  };
}

const serverAnswers = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
