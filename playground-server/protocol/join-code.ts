// Runs in the browser and on the server. No DOM, no node: imports.

/**
 * Characters that neither look nor sound like another one: no 0 and O, 1 and
 * I, 5 and S, 8 and B; of the letters that rhyme (B C D E G P T V, A J K, M N)
 * one each. No vowels, so no words.
 */
export const JOIN_CODE_ALPHABET = 'CFHKMRWXY234679';

/** 15 to the 7th is 171 million: at a hundred guesses a minute for all guessers together, three years for one room. */
export const JOIN_CODE_LENGTH = 7;

const GROUP = 3;

/** A code from random bytes, each of which below 255 gives one character without a bias. */
export function joinCode(randomByte: () => number): string {
  let code = '';
  while (code.length < JOIN_CODE_LENGTH) {
    const byte = randomByte();
    if (byte < 255) code += JOIN_CODE_ALPHABET[byte % JOIN_CODE_ALPHABET.length];
  }
  return code;
}

/** `KX7 4M2R`, as it is shown and read aloud. */
export function spokenCode(code: string): string {
  return `${code.slice(0, GROUP)} ${code.slice(GROUP)}`;
}

/** What somebody typed, however it was grouped; `undefined` when it can be no code. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s.\-_]/g, '');
  return code.length === JOIN_CODE_LENGTH && [...code].every((character) => JOIN_CODE_ALPHABET.includes(character))
    ? code
    : undefined;
}
