import { v7 as uuidv7 } from "uuid";
import type { ConsoleLimits, ConsoleRecord, ConsoleRequest } from "#lib/containers/console-ports";
import type { ContainerRuntime, RuntimeConsole } from "#lib/containers/runtime-ports";
import type { ConsoleEnd } from "#lib/containers/types";

export type ConsoleDeps = {
  runtime: Pick<ContainerRuntime, "openConsole" | "endConsole">;
  record: ConsoleRecord;
  limits: ConsoleLimits;
  /** The consoles that this process looks after, by id, and how to end each. */
  active: Map<string, (reason: ConsoleEnd) => Promise<void>>;
};

export type OpenConsole = Pick<RuntimeConsole, "shell" | "resize"> & {
  /** Ends when the console has. */
  output: AsyncIterable<Uint8Array>;
  /** Keys and pasted text; resolves when they are taken. */
  write(bytes: Uint8Array): Promise<void>;
  /** Ends it, its shell and all that was started from it. The first reason counts. */
  end(reason: ConsoleEnd): Promise<void>;
  /** Resolves when it has ended; what runs inside may take some seconds more to be gone. */
  ended: Promise<ConsoleEnd>;
};

/**
 * Opens a console and looks after it until it ends: by the shell, by whoever opened it, after the
 * idle time, or after the longest time. Either way its processes are ended too. Throws Refusal.
 */
export async function openConsole(
  { runtime, record, limits, active }: ConsoleDeps,
  { place, actor, size }: ConsoleRequest,
): Promise<OpenConsole> {
  const id = uuidv7();
  active.set(id, async () => undefined);
  const clean = async () => {
    await runtime.endConsole(place.dockerId, id);
    await record.removed(id);
  };
  // What could not be ended now is left to the sweep.
  const release = () => active.delete(id);
  let shell: RuntimeConsole;
  try {
    await record.begin({ id, place, actor });
  } catch (error) {
    release();
    throw error;
  }
  try {
    shell = await runtime.openConsole(place.dockerId, { id, size });
    await record.opened(id, shell.shell);
  } catch (error) {
    await clean().catch(() => undefined);
    release();
    throw error;
  }

  const { promise: ended, resolve } = Promise.withResolvers<ConsoleEnd>();
  let ending: Promise<void> | undefined;
  const end = (reason: ConsoleEnd) => {
    ending ??= (async () => {
      clearTimeout(idle);
      clearTimeout(longest);
      shell.detach();
      resolve(reason);
      try {
        await record.ended(id, reason);
        await clean();
      } finally {
        release();
      }
    })();
    return ending;
  };
  active.set(id, end);
  const endQuietly = (reason: ConsoleEnd) => {
    end(reason).catch((error: unknown) => console.error("console:", error));
  };
  let idle = setTimeout(endQuietly, limits.idleMs, "idle");
  const longest = setTimeout(endQuietly, limits.longestMs, "limit");

  return {
    shell: shell.shell,
    resize: shell.resize,
    ended,
    end,
    write(bytes) {
      clearTimeout(idle);
      if (!ending) idle = setTimeout(endQuietly, limits.idleMs, "idle");
      return shell.write(bytes);
    },
    output: (async function* () {
      yield* shell.output;
      if (!ending) endQuietly((await shell.hasExited()) ? "exit" : "lost");
    })(),
  };
}

/** Ends all of them, as a process does that is told to stop; resolves when nothing is left to do. */
export async function endConsoles({ active }: Pick<ConsoleDeps, "active">): Promise<void> {
  await Promise.allSettled([...active.values()].map((end) => end("restart")));
}
