import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdDataFolder } from "#lib/start/data-folder";
import { StartError } from "#lib/start/start-error";

const isRoot = process.getuid?.() === 0;
const modeOf = (path: string) => statSync(path).mode & 0o777;

let root: string;
let umask: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "holdfast-folder-"));
  umask = process.umask(0o077);
});
afterEach(() => {
  process.umask(umask);
  rmSync(root, { recursive: true });
});

test("what it makes can be passed through by PostgreSQL's user alone, whatever the umask", () => {
  const folder = join(root, "a/b");
  holdDataFolder(folder)();
  const mode = isRoot ? 0o711 : 0o700;
  expect([folder, join(root, "a"), root].map(modeOf)).toEqual([mode, mode, 0o700]);
});

test("a folder that was there keeps its mode", () => {
  const folder = join(root, "a");
  mkdirSync(folder);
  chmodSync(folder, 0o750);
  holdDataFolder(folder)();
  expect(modeOf(folder)).toBe(0o750);
});

test("one holds it at a time; let go, it is free again", () => {
  const release = holdDataFolder(root);
  expect(() => holdDataFolder(root)).toThrow(StartError);
  expect(() => holdDataFolder(root)).toThrow(
    `Another Holdfast is running in the data folder ${root}`,
  );
  release();
  holdDataFolder(root)();
});
