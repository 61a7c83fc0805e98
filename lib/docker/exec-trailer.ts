import type { StdoutEnd, StdoutFilter } from "#lib/pipeline/demultiplex";

/** How far from the end of a chunk the last line is looked for: searching all output is too slow. */
const windowBytes = 512;

/** What is known about the last line of a tracked command's stdout. */
export type Trailer = { seen: boolean; outputAfterIt: boolean };

/**
 * Takes the last line of a tracked command (its marker and exit code) out of stdout, wherever it is
 * split, and ends stdout there. The last chunk is always held back until more comes.
 *
 * @param onSeen called once: everything that the command wrote is here
 */
export function createTrailer(
  marker: string,
  onSeen: () => void,
): { trailer: Trailer; filter: StdoutFilter } {
  const trailer: Trailer = { seen: false, outputAfterIt: false };
  const sought = Buffer.from(`${marker} `);
  /** Marker, up to three digits, newline. */
  const longest = sought.length + 4;

  const filter = (stdout: StdoutEnd): StdoutEnd => {
    let held: Buffer[] = [];

    const find = (chunk: Buffer): boolean => {
      const tail = chunk.length >= windowBytes ? chunk.subarray(-windowBytes) : Buffer.concat(held);
      const at = tail.lastIndexOf(sought);
      if (at === -1) return false;
      const end = tail.indexOf(0x0a, at);
      if (end === -1) return false;
      const before = held.reduce((sum, piece) => sum + piece.length, 0) - (tail.length - at);
      trailer.seen = true;
      trailer.outputAfterIt = end < tail.length - 1;
      if (before > 0) stdout.push(Buffer.concat(held).subarray(0, before));
      held = [];
      stdout.end();
      onSeen();
      return true;
    };

    return {
      push(chunk) {
        if (chunk.length === 0) return;
        if (trailer.seen) {
          trailer.outputAfterIt = true;
          return;
        }
        held.push(chunk);
        if (find(chunk)) return;
        // Enough is held to complete a line that began in it.
        let kept = held.reduce((sum, piece) => sum + piece.length, 0);
        while (held.length > 1) {
          const first = held[0];
          if (first === undefined || kept - first.length < longest) break;
          kept -= first.length;
          held.shift();
          stdout.push(first);
        }
      },
      end() {
        if (trailer.seen) return;
        for (const chunk of held) stdout.push(chunk);
        held = [];
        stdout.end();
      },
    };
  };
  return { trailer, filter };
}
