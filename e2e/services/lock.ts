import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "#e2e/services/background";
import { workFolder } from "#e2e/services/work-folder";

/** Runs `work` while no other process on this machine holds the same lock; a dead holder's lock is taken over. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const path = workFolder(`${name}.lock`);
  while (!take(path)) await sleep(300);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  try {
    const holder = Number(readFileSync(path, "utf8"));
    if (holder > 0 && !isAlive(holder)) rmSync(path, { force: true });
  } catch {
    // The holder let go between the two calls.
  }
  return false;
}
