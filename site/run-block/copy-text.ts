/**
 * Copies a text, or selects it where the page may not copy: a page from
 * `http://192.168.1.20` is no secure context and has no clipboard. False when
 * the text is only selected.
 */
export async function copyText(text: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    return false;
  }
}
