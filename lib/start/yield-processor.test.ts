import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { getPriority } from "node:os";
import { expect, test } from "vitest";
import { yieldProcessor } from "#lib/start/yield-processor";

test("a process steps back, and so does its session where Linux shares by sessions", async () => {
  const child = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
  await once(child, "spawn");
  const pid = Number(child.pid);
  try {
    const before = getPriority(pid);
    yieldProcessor(pid);
    expect(getPriority(pid)).toBe(before + 5);
    const session = `/proc/${pid}/autogroup`;
    if (existsSync(session)) expect(readFileSync(session, "utf8")).toMatch(/nice 5$/m);
  } finally {
    child.kill("SIGKILL");
  }
});

test("a process that is gone already is nobody's concern", async () => {
  const child = spawn("true", { stdio: "ignore" });
  await once(child, "exit");
  yieldProcessor(Number(child.pid));
});
