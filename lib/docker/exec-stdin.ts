import { Writable } from "node:stream";
import type { ExecSocket } from "#lib/docker/exec-socket";

/**
 * The writing side of an exec's socket. `end()` closes only that side: the command sees EOF and its
 * output still arrives. When the socket closes, so does this, and what waits fails with EPIPE.
 */
export function execStdin(socket: ExecSocket): Writable {
  const stdin = new Writable({
    write: (chunk: Buffer, _encoding, callback) => {
      socket.write(chunk, (error) => callback(error ? brokenPipe(error) : null));
    },
    final: (callback) => {
      socket.end(() => callback());
    },
  });
  // Whoever writes hears of it from the write; nobody listening must not end the process.
  stdin.on("error", () => undefined);
  socket.onClose(() => {
    if (!stdin.writableFinished) stdin.destroy(brokenPipe());
  });
  return stdin;
}

function brokenPipe(cause?: Error): NodeJS.ErrnoException {
  return Object.assign(new Error("The command stopped reading.", { cause }), { code: "EPIPE" });
}
