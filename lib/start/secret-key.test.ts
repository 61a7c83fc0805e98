import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureSecretKey, loadSecretKey } from "#lib/start/secret-key";
import { StartError } from "#lib/start/start-error";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-key-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("of many at once one makes it, all read the same, nothing else is left", async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => ensureSecretKey(folder)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(["secret.key"]);
  expect(statSync(join(folder, "secret.key")).mode & 0o777).toBe(0o600);
  const key = await loadSecretKey(folder);
  expect(key).toHaveLength(32);
  expect(await ensureSecretKey(folder)).toBe(false);
  expect(await loadSecretKey(folder)).toEqual(key);
});

test("a key that others can read is refused, with the command that mends it", async () => {
  await ensureSecretKey(folder);
  chmodSync(join(folder, "secret.key"), 0o640);
  await expect(loadSecretKey(folder)).rejects.toThrow(`chmod 600 '${folder}/secret.key'`);
});

test("a folder in its place is said to be one", async () => {
  mkdirSync(join(folder, "secret.key"), { mode: 0o700 });
  expect(await ensureSecretKey(folder)).toBe(false);
  await expect(loadSecretKey(folder)).rejects.toThrow(`${folder}/secret.key is a folder. `);
  await expect(loadSecretKey(folder)).rejects.toBeInstanceOf(StartError);
});

test("a missing or short key is said to be so", async () => {
  await expect(loadSecretKey(folder)).rejects.toThrow("is missing");
  writeFileSync(join(folder, "secret.key"), "short", { mode: 0o600 });
  await expect(loadSecretKey(folder)).rejects.toThrow("5 bytes instead of 32");
});
