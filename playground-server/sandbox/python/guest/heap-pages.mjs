// Runs inside the sandbox, in Deno.
import { mustEqual } from './check.mjs';

const PAGE_BYTES = 4096;
const WORDS_PER_PAGE = PAGE_BYTES / BigUint64Array.BYTES_PER_ELEMENT;

/**
 * Divides Pyodide's snapshot, which is a head and the whole heap, into the head
 * and the pages of the heap that are not empty. Two thirds of them are, and a
 * page that is never written costs a session no memory.
 *
 * `runs` lists `[address, length]` of neighbouring pages, in order.
 */
export function packPages(snapshot) {
  const headBytes = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1];
  const heap = snapshot.slice(headBytes);
  const words = new BigUint64Array(heap.buffer);
  const runs = [];
  let run;
  for (let address = 0; address < heap.length; address += PAGE_BYTES) {
    const first = address / BigUint64Array.BYTES_PER_ELEMENT;
    if (words.subarray(first, first + WORDS_PER_PAGE).every((word) => word === 0n)) {
      run = undefined;
    } else if (run === undefined) {
      run = [address, PAGE_BYTES];
      runs.push(run);
    } else {
      run[1] += PAGE_BYTES;
    }
  }
  const pages = new Uint8Array(runs.reduce((sum, [, length]) => sum + length, 0));
  let end = 0;
  for (const [address, length] of runs) {
    pages.set(heap.subarray(address, address + length), end);
    end += length;
  }
  return { head: snapshot.slice(0, headBytes), runs, pages };
}

/**
 * Makes the heap what it was, reading the pages from the file straight into
 * WebAssembly memory. Memory that nothing has written yet is zero already, so
 * only the gaps inside `dirty` (`[from, to]`) are cleared.
 */
export function fillHeap(heap, runs, dirty, file) {
  const clear = (from, to) => {
    for (const [start, end] of dirty) {
      if (Math.max(from, start) < Math.min(to, end)) heap.fill(0, Math.max(from, start), Math.min(to, end));
    }
  };
  let filled = 0;
  for (const [address, length] of runs) {
    clear(filled, address);
    readFully(file, heap.subarray(address, address + length));
    filled = address + length;
  }
  clear(filled, heap.length);
  mustEqual('what follows the last page', file.readSync(new Uint8Array(1)), null);
  file.close();
}

function readFully(file, target) {
  let filled = 0;
  while (filled < target.length) {
    const count = file.readSync(target.subarray(filled));
    if (count === null) throw new Error('The snapshot does not fit: its page file is too short.');
    filled += count;
  }
}
