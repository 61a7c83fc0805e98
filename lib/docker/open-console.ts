import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import type { ConsoleSize, RuntimeConsole } from "#lib/containers/runtime-ports";
import { asDockerFailure } from "#lib/docker/docker-failure";
import { readExit } from "#lib/docker/exec-exit";
import { type ExecSocket, openExecSocket } from "#lib/docker/exec-socket";
import { findShell } from "#lib/docker/find-shell";

const answerMs = 30_000;
/** How long an exec may count as running after its terminal was closed. */
const exitMs = 2000;
/** A resize is refused until the shell has its terminal. */
const resizeTries = 20;
const resizePauseMs = 50;

/**
 * Opens a shell with a terminal in a container, as the container's own user. Everything that is
 * started from it carries `HOLDFAST_RUN`, by which `killRun` finds it: Docker goes on running an exec
 * whose connection is closed.
 *
 * @throws DockerFailure; "no-shell" when the image has none
 */
export async function openConsole(
  docker: Docker,
  dockerId: string,
  { id, size }: { id: string; size: ConsoleSize },
): Promise<RuntimeConsole> {
  try {
    const path = await findShell(docker, dockerId);
    const exec = await docker.getContainer(dockerId).exec({
      Cmd: [path],
      Env: [`HOLDFAST_RUN=${id}`, "TERM=xterm-256color"],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
      Tty: true,
      abortSignal: AbortSignal.timeout(answerMs),
    });
    const socket = await openExecSocket(docker, exec.id, answerMs, { tty: true });
    const resize = (to: ConsoleSize) => resizeExec(exec, to);
    await resize(size);
    return {
      shell: path.slice(path.lastIndexOf("/") + 1),
      output: readTerminal(socket),
      resize,
      // Where the connection is gone, the output's end says so.
      write: (bytes) => new Promise((resolve) => socket.write(bytes, () => resolve())),
      hasExited: async () => (await readExit(docker, exec, exitMs)).kind === "exited",
      detach: () => socket.destroy(),
    };
  } catch (error) {
    throw asDockerFailure(error);
  }
}

/** The socket's bytes, in memory of their own; nobody reading makes the shell wait. */
function readTerminal(socket: ExecSocket): Readable {
  const output = new Readable({
    read: () => socket.resume(),
    destroy(error, callback) {
      socket.destroy();
      callback(error);
    },
  });
  let ended = false;
  const end = () => {
    if (!ended && !output.destroyed) output.push(null);
    ended = true;
  };
  socket.onEnd(end);
  socket.onError(end);
  socket.onClose(end);
  socket.onData((chunk) => {
    if (ended || output.destroyed) return;
    if (!output.push(Buffer.from(chunk))) socket.pause();
  });
  return output;
}

async function resizeExec(exec: Docker.Exec, { columns, rows }: ConsoleSize): Promise<void> {
  for (let left = resizeTries; left > 0; left -= 1) {
    try {
      await exec.resize({ w: columns, h: rows });
      return;
    } catch {
      // It has not begun yet, or it has ended: neither is worth more than a terminal of another size.
      await delay(resizePauseMs);
    }
  }
}
