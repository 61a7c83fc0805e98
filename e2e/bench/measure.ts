import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

export type Measured = { seconds: number; peakBytes: number; stdout: string };

const lookEveryMs = 50;

/**
 * Runs a shell pipe and measures it: wall time, and the sum of its processes' peak resident memory
 * (`VmHWM` of each, read while they run; what the Docker daemon and the container use is not in it).
 * @throws when the pipe, or any command in it, fails
 */
export async function measurePipe(
  script: string,
  env: Record<string, string>,
  input = "",
): Promise<Measured> {
  // The gateway speaks plain HTTP, and rclone will not start with a bundle it has no use for.
  const { AWS_CA_BUNDLE: _unused, ...inherited } = process.env;
  const began = performance.now();
  const child = spawn("bash", ["-c", `set -o pipefail; ${script}`], {
    env: { ...inherited, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    timeout: 600_000,
  });
  child.stdin.end(input);
  const peaks = new Map<number, number>();
  const look = setInterval(() => {
    if (child.pid !== undefined) notePeaks(child.pid, peaks);
  }, lookEveryMs);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearInterval(look);
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${stderr}`);
  const peakBytes = [...peaks.values()].reduce((sum, bytes) => sum + bytes, 0);
  return { seconds: (performance.now() - began) / 1000, peakBytes, stdout };
}

/** Notes the peak of every process below `root` (itself, a shell, left out when it has children). */
function notePeaks(root: number, peaks: Map<number, number>): void {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const status = readStatus(pid);
    const parent = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    parents.set(pid, parent);
    const kib = Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    if (isBelow(pid, root, parents)) peaks.set(pid, Math.max(peaks.get(pid) ?? 0, kib * 1024));
  }
}

function isBelow(pid: number, root: number, parents: Map<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
    if (at === root) return true;
  }
  return false;
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}
