import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";

/** A part whose script is `source`, once it has said that it runs. */
async function part(source: string): Promise<ChildProcess> {
  const preload = ["--import", "#lib/start/end-with-supervisor"];
  const child = spawn(process.execPath, [...preload, "--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

const says = (child: ChildProcess) => once(child, "exit").then(([code]) => code);

test("a part that is still starting ends at once when the supervisor is gone", async () => {
  const child = await part("console.log('on'); setInterval(() => {}, 1000);");
  const code = says(child);
  child.disconnect();
  expect(await code).toBe(1);
});

test("a part that listens for it cleans up first", async () => {
  const child = await part(
    "process.on('disconnect', () => setTimeout(() => process.exit(7), 100)); console.log('on');",
  );
  const code = says(child);
  child.disconnect();
  expect(await code).toBe(7);
});

test("a part that outlived the supervisor before it began does not run", async () => {
  const child = spawn(
    process.execPath,
    ["--import", "#lib/start/end-with-supervisor", "-e", "setInterval(() => {}, 1000)"],
    { stdio: "ignore" },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  expect(await says(child)).toBe(1);
});
