import { useSignal, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

export interface Viewport {
  top: number;
  bottom: number;
}

/** Drawn above and below what is seen, and how far one may scroll before it is drawn anew. */
const MARGIN_PX = 240;
const STEP_PX = 120;

/** Which part of a tall element can be seen, whichever of its ancestors scrolls. */
export function useViewport(canvas: RefObject<HTMLElement>): Signal<Viewport> {
  const viewport = useSignal<Viewport>({ top: 0, bottom: 1_200 });
  useEffect(() => {
    const update = (): void => {
      const element = canvas.current;
      if (element === null) return;
      const box = scrollerOf(element).getBoundingClientRect();
      const { top: canvasTop } = element.getBoundingClientRect();
      const clipTop = Math.max(box.top, 0);
      const clipBottom = Math.min(box.bottom, innerHeight);
      const top = Math.floor((clipTop - canvasTop - MARGIN_PX) / STEP_PX) * STEP_PX;
      const bottom = Math.ceil((clipBottom - canvasTop + MARGIN_PX) / STEP_PX) * STEP_PX;
      if (top !== viewport.peek().top || bottom !== viewport.peek().bottom) viewport.value = { top, bottom };
    };
    update();
    const observer = new ResizeObserver(update);
    if (canvas.current !== null) {
      observer.observe(canvas.current);
      observer.observe(scrollerOf(canvas.current));
    }
    addEventListener('scroll', update, { capture: true, passive: true });
    addEventListener('resize', update);
    return () => {
      observer.disconnect();
      removeEventListener('scroll', update, { capture: true });
      removeEventListener('resize', update);
    };
  }, [canvas, viewport]);
  return viewport;
}

/** The nearest ancestor that scrolls; the page where none does. */
export function scrollerOf(element: HTMLElement): HTMLElement {
  for (let box = element.parentElement; box !== null; box = box.parentElement)
    if (/auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  return document.documentElement;
}

/** Scrolls no further than it must, so that the part from `top` to `bottom` of the canvas is seen. */
export function bringIntoView(canvas: HTMLElement, top: number, bottom: number): void {
  const scroller = scrollerOf(canvas);
  const box = scroller.getBoundingClientRect();
  const { top: canvasTop } = canvas.getBoundingClientRect();
  const above = canvasTop + top - Math.max(box.top, 0);
  const below = canvasTop + bottom - Math.min(box.bottom, innerHeight);
  if (above < 0) scroller.scrollBy({ top: above });
  else if (below > 0) scroller.scrollBy({ top: Math.min(below, above) });
}
