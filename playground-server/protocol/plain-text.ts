// Runs in the browser and on the server. No DOM, no node: imports.

/**
 * Text of strangers, made harmless before it is stored: a name, a close
 * reason, a note. HTML is nobody's business here, because a page shows text as
 * text; what remains is what text alone can do to the text around it.
 */

/**
 * Controls; what is drawn as nothing; what turns the direction of everything
 * after it (Unicode TR 36, "bidirectional text spoofing"); tags and variation
 * selectors, which hide messages; the blank that Hangul and Braille have.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What ends a word. `\s` would count the byte order mark, which nobody sees. */
const BLANK = /[\p{Zs}\t-\r\u2028\u2029]/gu;

/** More marks on one letter than any language writes: they would be drawn over the rows above and below. */
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;

/** Shown in the place of what cannot be shown. */
const REPLACEMENT = '\ufffd';

/** A name in one line without what cannot be seen; empty when nothing is left. */
export function plainName(text: string, maxCharacters: number): string {
  return cut(
    oneLine(text.toWellFormed().normalize('NFC').replaceAll(BLANK, ' ').replaceAll(INVISIBLE, '')),
    maxCharacters,
  );
}

/** Something said in one line, in which what cannot be seen is marked, because it was really sent. */
export function plainText(text: string, maxCharacters: number): string {
  return cut(oneLine(text.toWellFormed().replaceAll(BLANK, ' ').replaceAll(INVISIBLE, REPLACEMENT)), maxCharacters);
}

/** Source code: every line as it is, but what turns or hides the code around it is marked (CVE-2021-42574). */
export function plainCode(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(INVISIBLE, (character) => (/[\t\n\r]/.test(character) ? character : REPLACEMENT));
}

/** Whether two names look the same to somebody who reads them from a projector. */
export function sameName(a: string, b: string): boolean {
  const folded = (name: string): string =>
    name
      .normalize('NFKD')
      .replaceAll(/[\p{M}\p{P}\s]/gu, '')
      .toLowerCase();
  return folded(a) === folded(b);
}

function oneLine(text: string): string {
  return text.replaceAll(STACKED_MARKS, '$1').replaceAll(/ {2,}/g, ' ').trim();
}

/** By code points, so that no character is cut in two. */
function cut(text: string, maxCharacters: number): string {
  const characters = [...text];
  return characters.length <= maxCharacters ? text : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}
