import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Holdfast, startHoldfast } from "#e2e/fixtures/holdfast";
import type { BackupRow, Target } from "#e2e/fixtures/runs";
import { runCommand } from "#e2e/services/run-command";

/* A backup that fails leaves nothing, and says why in its own words (promises 1, 2 and 11). */

const mebibyte = 2 ** 20;
const secret = "hunter2-is-not-a-good-password";
const clean = { processes: [], uploads: [], objects: [] };

let holdfast: Holdfast;
let target: Target;

beforeAll(async () => {
  holdfast = await startHoldfast();
  await holdfast.startWorker();
  target = await startTarget();
});
afterAll(() => holdfast.stop());
afterEach(() => holdfast.clear());

const startTarget = () =>
  holdfast.run({
    image: holdfast.services.images.tar,
    volume: "/var/lib/test",
    env: { API_TOKEN: secret, DATABASE_URL: `postgres://ada:${secret}2@db/shop` },
  });

const backUp = (backup: string, timeout?: string) => holdfast.backUp(target, { backup, timeout });

const failing = [
  {
    what: "exit code 1 after 12 MiB",
    command: `stream random ${12 * mebibyte} + stderr 66 + exit 1`,
    error: { errorCode: "command-failed", exitCode: 1 },
    says: /exit code 1\b/,
  },
  {
    what: "exit code 1 after 1 MiB",
    command: `stream random ${mebibyte} + stderr 66 + exit 1`,
    error: { errorCode: "command-failed", exitCode: 1 },
    says: /exit code 1\b/,
  },
  {
    what: "exit code 3 after 12 MiB of text",
    command: `stream sql ${12 * mebibyte} + stderr 66 + exit 3`,
    error: { errorCode: "command-failed", exitCode: 3 },
    says: /exit code 3\b/,
  },
  {
    what: "a SIGKILL after 12 MiB",
    command: `stream random ${12 * mebibyte} + stderr 66 + kill 9`,
    error: { errorCode: "command-killed", exitCode: 137 },
    says: /SIGKILL.*memory/,
  },
  {
    what: "a SIGTERM",
    command: "stream random 1000 + stderr 66 + kill 15",
    error: { errorCode: "command-killed", exitCode: 143 },
    says: /SIGTERM/,
  },
  {
    what: "no output",
    command: "stream stderr 66",
    error: { errorCode: "empty-output" },
    says: /wrote nothing to stdout/,
  },
  {
    what: "a program that is not there",
    command: "no-such-program --dump",
    error: { errorCode: "command-not-found" },
    says: /PATH|no-such-program/,
  },
  {
    what: "a program that the shell does not find",
    command: '"stream stderr 66; no-such-program --dump"',
    error: { errorCode: "command-not-found", exitCode: 127 },
    says: /exit code 127/,
  },
] as const;

test.each(failing)("$what: failed, and nothing is left", async ({ command, error, says }) => {
  const row = await backUp(command);
  expect(row).toMatchObject({ state: "failed", ...error, path: null, versionId: null });
  expect(row.errorMessage).toMatch(says);
  expect(await holdfast.traces(target)).toEqual(clean);
  if (command.includes("stderr 66"))
    expect((await holdfast.log(row.id)).log).toMatch(/^stream: this line is one of very many/);
});

test("with nothing on stderr, the log of a failure is the last 1 KiB of stdout, labelled so", async () => {
  const row = await backUp('"seq 100000; echo the disk is $API_TOKEN; exit 5"');
  expect(row).toMatchObject({ state: "failed", exitCode: 5 });
  const log = await holdfast.log(row.id);
  expect(log.source).toBe("stdout-tail");
  expect(log.log).toMatch(/\n99999\n100000\nthe disk is \[redacted\]\n$/);
  expect(log.log.length).toBeGreaterThan(900);
  expect(log.log.length).toBeLessThanOrEqual(1024);
});

test("a success keeps stderr as its log and never shows stdout", async () => {
  const row = await backUp('"echo saved; echo careful >&2"');
  expect(row.state).toBe("live");
  expect(await holdfast.log(row.id)).toMatchObject({ source: "stderr", log: "careful\n" });
});

test("100 MiB of stderr: the log keeps its two ends and says what was cut", async () => {
  const bytes = 100 * mebibyte;
  const row = await backUp(`stream stderr ${bytes} + random 1000`);
  expect(row).toMatchObject({ state: "live", originalSize: 1000 });
  const log = await holdfast.log(row.id);
  expect(log.totalBytes).toBe(bytes);
  expect(log.cutBytes).toBe(bytes - mebibyte);
  expect(Buffer.byteLength(log.log)).toBeLessThan(mebibyte + 100);
  expect(log.log).toContain(`[${(bytes - mebibyte).toLocaleString("en")} bytes cut here]`);
});

test("secrets of the environment are in no log and no manifest", async () => {
  const row = await backUp(
    `"echo a $API_TOKEN b $DATABASE_URL c >&2; printf ${secret.slice(0, 9)} >&2; sleep 0.2; printf ${secret.slice(9)} >&2; echo data"`,
  );
  expect(row.state).toBe("live");
  const { log } = await holdfast.log(row.id);
  expect(log).toMatch(/^a \[redacted\] b postgres:\/\/ada:\[redacted\]@db\/shop c\n\[redacted\]$/);
  await holdfast.configure(target, { backup: `"echo ${secret}"`, restore: `"cat ${secret}"` });
  const named = await holdfast.backUp(target);
  const { Body } = await holdfast.bucket.client.send(
    new GetObjectCommand({ Bucket: holdfast.bucket.name, Key: named.manifestPath ?? "" }),
  );
  const manifest = await Body?.transformToString();
  expect(manifest).toContain("echo [redacted]");
  expect(manifest).not.toContain(secret.slice(0, 12));
});

test("a timeout ends the command and keeps nothing", async () => {
  const row = await backUp('"stream random 9000000; stream stubborn 600"', "2s");
  expect(row).toMatchObject({ state: "failed", errorCode: "timed-out" });
  expect(row.errorMessage).toContain("Timed out");
  const { started, finished } = row;
  expect((finished?.getTime() ?? 0) - (started?.getTime() ?? 0)).toBeLessThan(10_000);
  expect(await holdfast.traces(target)).toEqual(clean);
});

test("a timeout of a restore ends its command", async () => {
  const restore = "stream save /var/lib/test/x + sleep 600";
  const { id } = await holdfast.backUp(target, {
    backup: "stream random 1000",
    restore,
    restoreTimeout: "2s",
  });
  const row = await holdfast.restore(target, id);
  expect(row).toMatchObject({ state: "failed", errorCode: "timed-out", fedBytes: 1000 });
  expect((await holdfast.traces(target)).processes).toEqual([]);
});

const docker = (...args: string[]) => runCommand("docker", args, { timeoutSeconds: 30 });
const endless = "stream random 100000000000";
const ends = [
  { what: "killed", how: ["kill"], code: "container-stopped", says: /stopped/ },
  { what: "stopped", how: ["stop", "-t", "1"], code: "container-stopped", says: /stopped/ },
  { what: "removed", how: ["rm", "-f"], code: "container-gone", says: /removed/ },
];

test.each(ends)("an instance $what under a running backup", async ({ how, code, says }) => {
  const own = await startTarget();
  await holdfast.configure(own, { backup: endless });
  const id = await holdfast.ask(own);
  await holdfast.moved(id, 20 * mebibyte);
  await docker(...how, own.id);
  const row: BackupRow = await holdfast.ended(id);
  expect(row).toMatchObject({ state: "failed", errorCode: code, path: null });
  expect(row.errorMessage).toMatch(says);
  const { uploads, objects } = await holdfast.traces(target);
  expect({ uploads, objects }).toEqual({ uploads: [], objects: [] });
});

test("an instance that ran when the backup was asked for, and not when it began", async () => {
  const own = await startTarget();
  await holdfast.configure(own, { backup: endless });
  await holdfast.configure(target, { backup: "sleep 600" });
  // Two runs at a time: these hold the third back until the instance is gone.
  const other = await startTarget();
  await holdfast.configure(other, { backup: "sleep 600" });
  const first = await holdfast.ask(target);
  const second = await holdfast.ask(other);
  await holdfast.waitBackup(second, "saving", (row) => row.state === "saving");
  const id = await holdfast.ask(own);
  await docker("rm", "-f", own.id);
  await holdfast.cancel(target, first);
  await holdfast.cancel(other, second);
  const row = await holdfast.ended(id);
  expect(row).toMatchObject({ state: "failed", errorCode: "container-gone" });
});
