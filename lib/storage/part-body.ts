import { Readable } from "node:stream";

/** Small enough that a slow line shows progress, big enough to cost nothing. */
const pieceBytes = 256 * 1024;

/**
 * The slabs of a part as a stream, without copying them. Each piece is handed out when the one
 * before has left for the socket; `moved` is told so. Made anew for every attempt.
 */
export function partBody(slabs: readonly Uint8Array[], moved: () => void): Readable {
  let slab = 0;
  let offset = 0;
  return new Readable({
    highWaterMark: 1,
    read() {
      moved();
      let current = slabs[slab];
      while (current && offset >= current.byteLength) {
        current = slabs[++slab];
        offset = 0;
      }
      if (!current) {
        this.push(null);
        return;
      }
      const piece = current.subarray(offset, offset + pieceBytes);
      offset += piece.byteLength;
      this.push(piece);
    },
  });
}
