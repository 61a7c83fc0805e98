import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { workFolder } from "#e2e/services/work-folder";

export type BackgroundOptions = {
  command: string;
  args: readonly string[];
  /** What it becomes, where the command only prepares that. */
  becomes?: string;
  env?: Record<string, string>;
  uid?: number;
  gid?: number;
};

/** True while a process of that id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Starts a process that outlives us, with its output in `<name>.log` and its id in `<name>.pid`
 * of the work folder. Returns its id.
 */
export function startBackground(name: string, options: BackgroundOptions): number {
  const log = openSync(workFolder(`${name}.log`), "w", 0o600);
  const child = spawn(options.command, options.args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
  });
  closeSync(log);
  // Without a listener a missing command would end our own process instead of failing the wait for it.
  child.on("error", () => undefined);
  if (child.pid === undefined) throw new Error(`${options.command} could not be started`);
  child.unref();
  writeFileSync(
    workFolder(`${name}.pid`),
    JSON.stringify({ pid: child.pid, command: basename(options.becomes ?? options.command) }),
    { mode: 0o600 },
  );
  return child.pid;
}

/** The id of the process `startBackground` started under that name, or null when it is gone. */
export function backgroundPid(name: string): number | null {
  try {
    const { pid, command } = JSON.parse(readFileSync(workFolder(`${name}.pid`), "utf8"));
    // The id may have been given to a stranger since: only a process of that command is ours.
    const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return line.includes(command) ? pid : null;
  } catch {
    return null;
  }
}

/** The end of what it wrote, for an error message. */
export function backgroundLog(name: string): string {
  try {
    return readFileSync(workFolder(`${name}.log`), "utf8").slice(-2000);
  } catch {
    return "";
  }
}

/** Ends it: `signal` first, SIGKILL after thirty seconds. Does nothing when it is gone. */
export async function stopBackground(
  name: string,
  signal: NodeJS.Signals = "SIGTERM",
): Promise<void> {
  const pid = backgroundPid(name);
  if (pid !== null) {
    process.kill(pid, signal);
    for (let tenth = 0; tenth < 300 && backgroundPid(name) !== null; tenth++) await sleep(100);
    if (backgroundPid(name) !== null) process.kill(pid, "SIGKILL");
  }
  rmSync(workFolder(`${name}.pid`), { force: true });
}
