/**
 * The address follows the page, a moment behind it. On a reload the draft knows better what the visitor had in hand,
 * so the entry of the history says that the page wrote its address. A link that is opened is an entry of its own.
 */
interface EntryState {
  isOwnAddress?: boolean;
}

export function writeOwnAddress(url: string): void {
  history.replaceState({ ...(history.state as EntryState | null), isOwnAddress: true }, '', url);
}

export function isOwnAddress(): boolean {
  return (history.state as EntryState | null)?.isOwnAddress === true;
}
