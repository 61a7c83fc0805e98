const newline = 0x0a;
/** Longer lines are cut into several: one without an end must not fill the memory. */
const longestBytes = 256 * 1024;

/**
 * Cuts bytes into lines without their ends, wherever the bytes are split. A piece of 256 KiB without
 * an end counts as a line.
 *
 * @param onLine gets memory of its own
 */
export function createLineSplitter(onLine: (line: Buffer) => void) {
  let held: Buffer[] = [];
  let heldBytes = 0;

  const emit = (rest: Buffer) => {
    onLine(Buffer.concat([...held, rest]));
    held = [];
    heldBytes = 0;
  };
  return {
    push(chunk: Buffer): void {
      let at = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, at)) {
        emit(chunk.subarray(at, end));
        at = end + 1;
      }
      if (at === chunk.length) return;
      const rest = Buffer.from(chunk.subarray(at));
      held.push(rest);
      heldBytes += rest.length;
      if (heldBytes >= longestBytes) emit(Buffer.alloc(0));
    },
    end(): void {
      if (heldBytes > 0) emit(Buffer.alloc(0));
    },
  };
}
