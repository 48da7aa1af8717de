import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { NARROW } from '../narrow.ts';

/** Whether the window is narrow; false until the page runs in a browser. */
export function useNarrow(): Signal<boolean> {
  const narrow = useSignal(false);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const update = (): void => void (narrow.value = query.matches);
    update();
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, [narrow]);
  return narrow;
}
