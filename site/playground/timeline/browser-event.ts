export type { BrowserEntry, BrowserEvent, BrowserEventKind } from '#protocol/browser-event.ts';
