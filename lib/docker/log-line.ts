import type { RuntimeLogLine } from "#lib/containers/runtime-ports";

/** Docker stores longer lines in pieces, and puts the time before each of them. */
const pieceBytes = 16 * 1024;
const stamp = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}(?:Z|[+-]\d\d:\d\d)) /;
const longestStamp = 36;

/**
 * Reads a line of `GET /containers/{id}/logs?timestamps=1`: the time, a space, what was written. A
 * terminal's lines end in `\r\n`; that `\r` is no part of the line.
 */
export function readLogLine(line: Buffer, stream: RuntimeLogLine["stream"]): RuntimeLogLine {
  const time = stampAt(line, 0);
  const pieces: Buffer[] = [];
  let at = time === null ? 0 : time.length + 1;
  for (let end = at + pieceBytes; time !== null && end < line.length; end = at + pieceBytes) {
    const inner = stampAt(line, end);
    if (inner === null) break;
    pieces.push(line.subarray(at, end));
    at = end + inner.length + 1;
  }
  pieces.push(line.subarray(at));
  const text = Buffer.concat(pieces).toString("utf8");
  return { time: time ?? "", stream, text: text.endsWith("\r") ? text.slice(0, -1) : text };
}

function stampAt(line: Buffer, at: number): string | null {
  return stamp.exec(line.toString("latin1", at, at + longestStamp))?.[1] ?? null;
}
