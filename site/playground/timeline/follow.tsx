import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/icons.tsx';
import type { TimelineView } from './timeline-view.ts';

const AT_END_PX = 24;

/** Keeps the last row in view, until the reader scrolls up or chooses another; a recorded run is read from the top. */
export function useFollow(
  view: TimelineView,
  scroller: RefObject<HTMLElement>,
  { rows, newest, isRecorded }: { rows: unknown; newest: string | undefined; isRecorded: boolean },
): void {
  const lastTopPx = useRef(0);
  // Who presses Run wants to see that run, wherever they were in those before.
  useLayoutEffect(() => {
    view.open({ isRecorded });
    if (isRecorded) scroller.current?.scrollTo({ top: 0 });
  }, [view, scroller, newest, isRecorded]);
  // Before the frame is painted, so that what is drawn is what is seen.
  useLayoutEffect(() => toEnd(view, scroller.current), [view, scroller, rows]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    // The verdict above grows when it is spoken, and takes its room from here.
    const observer = new ResizeObserver(() => toEnd(view, box));
    observer.observe(box);
    const onScroll = (): void => {
      const { scrollTop, scrollHeight, clientHeight } = box;
      // Only a move upwards is the reader's: rows may have been added since we scrolled to the end ourselves.
      if (scrollHeight - scrollTop - clientHeight < AT_END_PX) view.follows.value = true;
      else if (scrollTop < lastTopPx.current) view.follows.value = false;
      lastTopPx.current = scrollTop;
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [view, scroller]);
}

function toEnd(view: TimelineView, box: HTMLElement | null): void {
  if (box !== null && view.follows.peek()) box.scrollTop = box.scrollHeight;
}

export function FollowButton({
  view,
  scroller,
  isRecorded,
}: {
  view: TimelineView;
  scroller: RefObject<HTMLElement>;
  isRecorded: boolean;
}): JSX.Element | null {
  // Nothing more comes of a recorded run.
  if (view.follows.value || isRecorded) return null;
  return (
    <button
      type="button"
      class="follow"
      onClick={() => {
        view.follow();
        scroller.current?.scrollTo({ top: scroller.current.scrollHeight });
      }}
    >
      <Icon name="down" /> Follow
    </button>
  );
}
