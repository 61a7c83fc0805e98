import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { RunError } from "#lib/backups/failure";

/** Every process of a command inherits these two in its environment, and is found by them. */
export const runMark = (runId: string) => `HOLDFAST_RUN=${runId}`;
export const sampleMark = (dockerId: string) => `HOLDFAST_SAMPLE=${dockerId}`;

const gentleMs = 2000;
const hardMs = 5000;
const lookEveryMs = 50;

type Found = { pid: number; group: number };

/**
 * Ends every process with that mark, first gently; resolves when none is left.
 *
 * @param group a process group that is certainly the command's own, whatever it did to its environment
 * @throws RunError when something outlives even SIGKILL
 */
export async function endProcesses(mark: string, group: number | null = null): Promise<void> {
  const began = performance.now();
  let hard = false;
  for (;;) {
    const left = await findProcesses(mark, group);
    if (left.length === 0) return;
    const waited = performance.now() - began;
    if (waited > gentleMs + hardMs)
      throw new RunError("unexpected", "A process of the command could not be ended.");
    const first = waited < lookEveryMs;
    if (first || (!hard && waited > gentleMs)) {
      hard = !first;
      for (const { pid } of left) signal(pid, hard ? "SIGKILL" : "SIGTERM");
    } else if (hard) for (const { pid } of left) signal(pid, "SIGKILL");
    await delay(lookEveryMs);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}

async function findProcesses(mark: string, group: number | null): Promise<Found[]> {
  const find = process.platform === "linux" ? findInProc : findByPs;
  return (await find(mark, group)).filter(({ pid }) => pid !== process.pid);
}

async function findInProc(mark: string, group: number | null): Promise<Found[]> {
  const names = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name): Promise<Found | null> => {
      try {
        const stat = await readFile(`/proc/${name}/stat`, "latin1");
        const [state, , own] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        // A zombie is done for, and only waits to be buried.
        if (state === "Z") return null;
        const isMarked = async () =>
          (await readFile(`/proc/${name}/environ`, "latin1")).split("\0").includes(mark);
        const at = { pid: Number(name), group: Number(own) };
        return at.group === group || (await isMarked()) ? at : null;
      } catch {
        // It has just ended, or is another user's.
        return null;
      }
    }),
  );
  return found.filter((one) => one !== null);
}

async function findByPs(mark: string, group: number | null): Promise<Found[]> {
  const args = ["-axEww", "-o", "pid=,pgid=,stat=,command="];
  const { stdout } = await promisify(execFile)("ps", args, { maxBuffer: 64 * 2 ** 20 });
  return stdout.split("\n").flatMap((line) => {
    const [, pid, own, state] = /^\s*(\d+)\s+(\d+)\s+(\S+)/.exec(line) ?? [];
    if (!pid || state?.startsWith("Z")) return [];
    const isOurs = Number(own) === group || line.split(" ").includes(mark);
    return isOurs ? [{ pid: Number(pid), group: Number(own) }] : [];
  });
}
