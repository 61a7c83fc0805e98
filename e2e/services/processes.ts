import { readdirSync, readFileSync } from "node:fs";

/** Whether a process is there and not merely waiting to be buried. */
export function isRunning(pid: number): boolean {
  return processes().some((each) => each.pid === pid);
}

/** Every process of the machine that is not a zombie. */
export function processes(): { pid: number; parent: number; line: string }[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (state === "Z") return [];
      const line = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
      return [{ pid: Number(name), parent: Number(parent), line }];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}
