import { NO_PROGRESS, parseProgress, type Progress } from './progress.ts';

const KEY = 'accept-first:workshop';

/** What is kept in this browser; nothing when it cannot be read. */
export function readProgress(storage: Storage): Progress {
  try {
    const parsed = parseProgress(storage.getItem(KEY) ?? '');
    return parsed.ok ? parsed.progress : NO_PROGRESS;
  } catch {
    // Storage may be forbidden: then a reload begins anew.
    return NO_PROGRESS;
  }
}

/** Changes what is kept, as it is now: another tab may have passed an exercise meanwhile. */
export function changeProgress(storage: Storage, change: (progress: Progress) => Progress): Progress {
  const progress = change(readProgress(storage));
  try {
    storage.setItem(KEY, JSON.stringify(progress));
  } catch {
    // A full or forbidden storage must not stop the learner.
  }
  return progress;
}

/** Calls back when another tab has changed what is kept. */
export function onProgressElsewhere(changed: () => void): () => void {
  const listener = (event: StorageEvent): void => {
    if (event.key === KEY || event.key === null) changed();
  };
  addEventListener('storage', listener);
  return () => removeEventListener('storage', listener);
}
