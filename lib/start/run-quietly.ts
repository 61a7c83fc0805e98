import { spawn } from "node:child_process";
import { once } from "node:events";
import { createTail } from "#lib/start/tail";

export type Identity = { uid?: number; gid?: number };

/**
 * Runs a command to its end and keeps its output to itself.
 *
 * @returns the exit code (null when a signal ended it) and the last 8 KiB of what it wrote
 * @throws when the command cannot be started or `signal` ends it
 */
export async function runQuietly(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; signal?: AbortSignal } & Identity = {},
): Promise<{ code: number | null; output: string }> {
  // A group of its own: Ctrl-C is ours to pass on.
  const child = spawn(command, args, {
    ...options,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const tail = createTail();
  child.stdout.on("data", tail.add);
  child.stderr.on("data", tail.add);
  await once(child, "close");
  return { code: child.exitCode, output: tail.text() };
}
