/** What a client does with the events of its socket: two decisions, and a storm or none. */
export interface ReconnectHabits {
  /** The event at which it forgets earlier failures, and so its delay. */
  resetsOn: 'open' | 'message';
  /** Whether a code from 4000 to 4999 is an answer that ends the matter. */
  stopsOn4xxx: boolean;
}

export interface StormOptions {
  habits: ReconnectHabits;
  /** No attempt begins later than this. */
  seconds: number;
  onAttempt: (atSeconds: number) => void;
  /** Waits between two attempts; what it really takes is the caller's choice. */
  wait: (seconds: number) => Promise<void>;
  signal?: AbortSignal;
}

/**
 * Dials as a reconnecting client does, with 1, 2, 4, 8 … seconds between the
 * attempts. Only the waits count as time, so that a slow network changes nothing.
 */
export async function storm(url: string, { habits, seconds, onAttempt, wait, signal }: StormOptions): Promise<void> {
  let failures = 0;
  let atSeconds = 0;
  while (!signal?.aborted) {
    onAttempt(atSeconds);
    const code = await closeCodeOf(url, (event) => {
      if (event === habits.resetsOn) failures = 0;
    });
    if (habits.stopsOn4xxx && code >= 4000 && code <= 4999) return;
    const delaySeconds = Math.min(30, 2 ** failures);
    failures += 1;
    atSeconds += delaySeconds;
    if (atSeconds >= seconds) return;
    await wait(delaySeconds);
  }
}

function closeCodeOf(url: string, on: (event: 'open' | 'message') => void): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.onopen = () => on('open');
    socket.onmessage = () => on('message');
    socket.onclose = ({ code }) => resolve(code);
  });
}
