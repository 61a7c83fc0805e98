import { type ChildProcess, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

// A step has a process group of its own, so that what it started ends with it; Ctrl-C must be handed on.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    for (const child of running) killGroup(child, signal);
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 5000).unref();
  });

export type Step = {
  name: string;
  command: string;
  args: readonly string[];
  /** After so many seconds its whole process group is killed. */
  limitSeconds: number;
  env?: Record<string, string>;
};

/** Runs one step with its output passed straight through; true when it exited 0 in time. */
export async function runStep(step: Step): Promise<boolean> {
  console.log(`\n== ${step.name}`);
  const start = performance.now();
  const child = spawn(step.command, step.args, {
    stdio: "inherit",
    detached: true,
    env: { ...process.env, ...step.env },
  });
  running.add(child);
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    killGroup(child, "SIGKILL");
  }, step.limitSeconds * 1000);
  const end = await new Promise<number | string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  clearTimeout(limit);
  killGroup(child, "SIGTERM");
  running.delete(child);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (timedOut) console.log(`== ${step.name}: TIMED OUT after ${step.limitSeconds} s`);
  else if (end === 0) console.log(`== ${step.name}: ok (${seconds} s)`);
  else console.log(`== ${step.name}: FAILED, ${end} (${seconds} s)`);
  return end === 0 && !timedOut;
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}
