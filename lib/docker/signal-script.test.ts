import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signalScript } from "#lib/docker/signal-script";

const started: ChildProcess[] = [];
let run = "";

beforeEach(() => {
  run = randomUUID();
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

/** A shell in a session of its own, as an exec is; resolves when it has said something. */
async function start(script: string, env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn("/bin/sh", ["-c", script], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  started.push(child);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return child;
}

function signal(shell: string[], leader: number, name: string, path = process.env.PATH): number[] {
  const [command = "", ...words] = shell;
  const args = [...words, "-c", signalScript, "sh", run, String(leader), name];
  const out = execFileSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, PATH: path },
  });
  return out.split("\n").filter(Boolean).map(Number);
}

const shells = [["/bin/sh"], ["/bin/bash"], ["/bin/busybox", "sh"]].filter(([path = ""]) =>
  existsSync(path),
);

// The script reads /proc, as it finds it in a container.
describe.runIf(existsSync("/proc/self/stat"))("finding and ending a run's processes", () => {
  test.for(shells)("%s finds them by their environment, also in other sessions", async (shell) => {
    const marked = { HOLDFAST_RUN: run };
    const leader = await start("setsid sleep 60 & sleep 60 & echo; wait", marked);
    await start("echo; exec sleep 60", { HOLDFAST_RUN: randomUUID() });
    const found = signal(shell, 0, "0");
    expect(found).toContain(leader.pid);
    expect(found.length).toBe(3);
    // And with nothing but the shell.
    expect(signal(shell, 0, "0", "/nowhere")).toEqual(found);
    expect(signal(shell, 0, "KILL").length).toBe(3);
    await new Promise((resolve) => leader.once("exit", resolve));
    expect(leader.signalCode).toBe("SIGKILL");
    expect(signal(shell, 0, "0")).toEqual([]);
  });

  test.for(shells)("%s finds a leader's children that hide their environment", async (shell) => {
    const hidden = "env -i sleep 60 & env -i setsid sleep 60 & echo; wait";
    const leader = await start(hidden, {});
    expect(signal(shell, 0, "0")).toEqual([]);
    expect(signal(shell, leader.pid ?? 0, "TERM").length).toBe(3);
    await new Promise((resolve) => leader.once("exit", resolve));
    expect(signal(shell, leader.pid ?? 0, "0")).toEqual([]);
  });
});
