import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** True below 800 px: one half at a time, a plain text field, three lanes. The style sheet has the same number. */
export function useNarrow(): Signal<boolean> {
  const narrow = useSignal(false);
  useEffect(() => {
    const query = matchMedia('(width < 50rem)');
    const update = (): void => void (narrow.value = query.matches);
    update();
    query.addEventListener('change', update);
    return () => query.removeEventListener('change', update);
  }, [narrow]);
  return narrow;
}
