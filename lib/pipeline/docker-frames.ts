const headerBytes = 8;

export type FrameSink = {
  stdout(chunk: Buffer): void;
  stderr(chunk: Buffer): void;
};

/** Not Docker's stream format, or cut off in the middle of a frame. */
export class FrameError extends Error {
  override name = "FrameError";
}

/**
 * Parses Docker's multiplexed stream: an 8-byte header (stream, 0, 0, 0, big-endian length) before
 * each frame. Headers and frames may be split anywhere. Payloads are views of what was pushed.
 * https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach
 */
export function createFrameParser(sink: FrameSink) {
  const header = Buffer.alloc(headerBytes);
  let headerFill = 0;
  let stream = 0;
  let left = 0;
  let complaint = "";

  const begin = (bytes: Buffer, at: number) => {
    stream = bytes[at] ?? 0;
    left = bytes.readUInt32BE(at + 4);
    if (stream > 3 || bytes.readUIntBE(at + 1, 3) !== 0)
      throw new FrameError("Docker sent something that is not a multiplexed stream.");
  };
  const emit = (payload: Buffer) => {
    if (stream === 2) sink.stderr(payload);
    else if (stream === 1) sink.stdout(payload);
    // Stream 3 is the daemon's own complaint (stdcopy's Systemerr), never output.
    else if (stream === 3) complaint = (complaint + payload.toString()).slice(0, 1024);
  };

  return {
    /** @throws FrameError */
    push(chunk: Buffer): void {
      let at = 0;
      while (at < chunk.length) {
        if (left > 0) {
          const end = Math.min(chunk.length, at + left);
          emit(at === 0 && end === chunk.length ? chunk : chunk.subarray(at, end));
          left -= end - at;
          at = end;
        } else if (headerFill === 0 && chunk.length - at >= headerBytes) {
          begin(chunk, at);
          at += headerBytes;
        } else {
          const taken = chunk.copy(header, headerFill, at, at + headerBytes - headerFill);
          headerFill += taken;
          at += taken;
          if (headerFill === headerBytes) {
            headerFill = 0;
            begin(header, 0);
          }
        }
      }
    },
    /** @throws FrameError when the stream ends inside a frame, or the daemon reported a failure */
    end(): void {
      if (complaint !== "") throw new FrameError(`Docker reported: ${complaint}`);
      if (left > 0 || headerFill > 0)
        throw new FrameError("Docker's stream ended in the middle of a frame.");
    },
  };
}
