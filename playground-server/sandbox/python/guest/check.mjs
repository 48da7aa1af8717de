// Runs inside the sandbox, in Deno.

/** A snapshot that does not fit this engine would corrupt memory in silence, so every assumption is checked. */
export function mustEqual(what, found, expected) {
  if (found !== expected) throw new Error(`The snapshot does not fit: ${what} is ${found} and must be ${expected}.`);
}

/** FNV-1a, for comparing long lists of names by one number. */
export function fingerprint(text) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
