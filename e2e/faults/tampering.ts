import { Transform } from "node:stream";

/** Passes so many bytes on, calls `then` once, and takes no more: whoever writes into it has to wait. */
export function stopAfter(bytes: number, then: () => void): Transform {
  let left = bytes;
  let stopped = false;
  const stop = () => {
    stopped = true;
    then();
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      const passed = chunk.subarray(0, left);
      left -= passed.length;
      if (passed.length > 0) this.push(passed);
      if (left > 0) callback();
      else if (!stopped) stop();
    },
    flush(callback) {
      // What ended before it came so far: nothing is done to it.
      callback();
    },
  });
}

/** Passes everything on, with one bit of the byte at that offset turned over. */
export function flipAt(offset: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      const at = offset - seen;
      seen += chunk.length;
      const changed = Buffer.from(chunk);
      const byte = changed[at];
      if (byte !== undefined) changed[at] = byte ^ 1;
      callback(null, changed);
    },
  });
}

/** Passes so many bytes on and swallows the rest. */
export function keepFirst(bytes: number): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      const passed = chunk.subarray(0, left);
      left -= passed.length;
      callback(null, passed);
    },
  });
}
