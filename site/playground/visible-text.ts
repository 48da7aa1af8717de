/**
 * What a handler or a client wrote may turn the direction of the words around
 * it (Unicode TR 36) or be drawn as nothing. Here such a character stands as
 * its escape: it was really sent, and the sentence around it stays readable.
 */
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}]/gu;

export function visibleText(text: string): string {
  return text.replaceAll(UNSEEN, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
