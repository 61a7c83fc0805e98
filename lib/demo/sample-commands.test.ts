import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isRunning } from "#e2e/services/processes";
import { parseCommand } from "#lib/backups/commands/parse-command";
import { presetFor } from "#lib/backups/commands/presets";
import { instanceFolder, makeSample } from "#lib/demo/make-sample";
import { findSample, readSamples } from "#lib/demo/read-samples";
import { createSampleCommands } from "#lib/demo/sample-commands";
import { rootOf, stoppedFile } from "#lib/demo/sample-folder";
import type { SamplePlan } from "#lib/demo/sample-plan";
import { createSampleRemoval } from "#lib/demo/sample-removal";
import { createSampleRuntime } from "#lib/demo/sample-runtime";
import { samples } from "#lib/demo/samples";

// Real processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "holdfast-demo-"));
});
afterEach(() => rmSync(data, { recursive: true }));

const planOf = (identifier: string): SamplePlan => {
  const found = samples.find((plan) => plan.identifier === identifier);
  if (!found) throw new Error(`no sample ${identifier}`);
  return found;
};

async function make(identifier: string) {
  const plan = planOf(identifier);
  await makeSample(data, plan, new Date());
  const [sample] = await readSamples(data);
  if (!sample) throw new Error("the sample was not made");
  return { plan, sample, root: rootOf(instanceFolder(data, plan, 1)) };
}

async function run(dockerId: string, command: string, input: Buffer | null = null) {
  let stderr = "";
  const process = await createSampleCommands(data).start({
    dockerId,
    argv: parseCommand(command).argv,
    stdin: input !== null,
    runId: crypto.randomUUID(),
    onStderr: (chunk) => {
      stderr += Buffer.from(chunk).toString();
    },
  });
  if (input) process.stdin?.end(input);
  const stdout = await buffer(process.stdout);
  return { stdout, exit: await process.completion, stderr };
}

const good = { kind: "exited", code: 0 };

test.each(["orders-db", "wiki-db", "forum", "cache", "uploads", "files"])(
  "%s: the preset of its image dumps it, and restores the very bytes",
  async (identifier) => {
    const { plan, sample, root } = await make(identifier);
    const mounts = sample.mounts.map(({ volume: source, destination }) => {
      const rest = { type: "volume", driver: "local", readOnly: false } as const;
      return { ...rest, source, destination };
    });
    const preset = presetFor(plan.image, mounts);
    const path = root + (plan.files(0, 1)[0]?.path ?? "");
    const before = readFileSync(path);
    const dump = await run(sample.dockerId, preset?.backupCommand ?? "");
    expect(dump.exit).toEqual(good);
    writeFileSync(path, "spoilt");
    const restored = await run(sample.dockerId, preset?.restoreCommand ?? "", dump.stdout);
    expect(restored).toMatchObject({ exit: good });
    expect(readFileSync(path).equals(before)).toBe(true);

    if (!/db|cache|forum/.test(identifier)) return;
    const bad = await run(sample.dockerId, preset?.restoreCommand ?? "", Buffer.from("rubbish\n"));
    expect(bad.exit).not.toEqual(good);
    expect(readFileSync(path).equals(before)).toBe(true);
  },
);

test("a command sees the sample's environment and folder, and nothing of ours", async () => {
  const { sample, root } = await make("orders-db");
  process.env.HOLDFAST_TEST_OWN = "secret";
  const { stdout, stderr, exit } = await run(
    sample.dockerId,
    '"pwd; env; echo $POSTGRES_DB >/dev/stderr; exit 3"',
  );
  delete process.env.HOLDFAST_TEST_OWN;
  expect(stdout.toString().split("\n")[0]).toBe(root);
  expect(stdout.toString()).not.toContain("secret");
  expect(stderr).toBe("orders\n");
  expect(exit).toEqual({ kind: "exited", code: 3 });
});

test("a reader that stops, stops the command; an abort ends all of its processes", async () => {
  const { sample } = await make("orders-db");
  const process = await createSampleCommands(data).start({
    dockerId: sample.dockerId,
    argv: ["/bin/sh", "-c", "trap '' TERM; setsid sleep 300 & echo $!; yes & yes | cat; wait"],
    stdin: false,
    runId: "one-run",
    onStderr: () => undefined,
  });
  await once(process.stdout, "readable");
  const pids = [await process.pid, Number(/\d+/.exec(String(process.stdout.read()))?.[0])];
  expect(pids.every((pid) => pid && isRunning(pid))).toBe(true);
  // Many times more than may wait anywhere would have come by now.
  await delay(300);
  expect(process.stdout.readableLength).toBeLessThan(1024 * 1024);
  await process.abort();
  expect(await process.completion).not.toEqual(good);
  expect(pids.some((pid) => pid && isRunning(pid))).toBe(false);
});

test("one that reads only the beginning and ends well has succeeded", async () => {
  const { sample } = await make("orders-db");
  const much = Buffer.alloc(4 * 1024 * 1024, "x");
  const { stdout, exit } = await run(sample.dockerId, "head -c 5", much);
  expect(stdout.toString()).toBe("xxxxx");
  expect(exit).toEqual(good);
});

test("stopped and gone samples say so, and a stray command is ended", async () => {
  const { sample, plan } = await make("orders-db");
  const commands = createSampleCommands(data);
  const start = (runId: string) =>
    commands.start({
      dockerId: sample.dockerId,
      argv: ["sleep", "300"],
      stdin: false,
      runId,
      onStderr: () => undefined,
    });
  const stray = await start("stray");
  await commands.killLeftovers({ dockerId: sample.dockerId, runId: "stray", pid: null });
  stray.stdout.resume();
  expect(await stray.completion).not.toEqual(good);

  writeFileSync(stoppedFile(instanceFolder(data, plan, 1)), "");
  await expect(start("a")).rejects.toMatchObject({ code: "container-stopped" });
  expect(await commands.fate(sample.dockerId, 0)).toBe("stopped");
  await createSampleRemoval(data).removeContainer(sample.dockerId, true);
  await expect(start("b")).rejects.toMatchObject({ code: "container-gone" });
  expect(await commands.fate(sample.dockerId, 0)).toBe("gone");
});

test("a removed container leaves its volume, which is measured and removed by itself", async () => {
  const { sample } = await make("uploads");
  const removal = createSampleRemoval(data);
  const { volumeSizes } = createSampleRuntime(data);
  const name = sample.mounts[0]?.volume ?? "";
  const size = (await volumeSizes()).get(name);
  expect(size).toBeGreaterThan(100_000);
  expect(await removal.removeVolume(name)).toContain("uses it");
  expect(await removal.find(sample.key)).toHaveLength(2);
  await removal.removeContainer(sample.dockerId, false);
  expect(await findSample(data, sample.dockerId)).toBeNull();
  expect((await volumeSizes()).get(name)).toBe(size);
  expect(await removal.removeVolume(name)).toBeNull();
  expect((await volumeSizes()).has(name)).toBe(false);
});

test("the log is shown from its last lines on", async () => {
  const { sample, plan } = await make("orders-db");
  const { signal } = new AbortController();
  const { log } = createSampleRuntime(data);
  const seen = await Array.fromAsync(
    log(sample.dockerId, { tail: 2, follow: false, signal }),
    (lines) => lines.map((line) => line.text),
  );
  expect(seen).toEqual([plan.logLines.slice(-2)]);
});
