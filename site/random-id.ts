/**
 * 128 random bits in hexadecimal. `crypto.randomUUID` is not there in a page
 * from `http://192.168.1.20`, which is no secure context; this is.
 */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
