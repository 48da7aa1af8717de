// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.

/** Waits, as `asyncio.sleep` does. The shortest wait is 4 milliseconds. */
export function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, seconds * 1000);
  });
}
