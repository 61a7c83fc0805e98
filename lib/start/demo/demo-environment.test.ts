import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { demoEnvironment } from "#lib/start/demo/demo-environment";
import { requireKind } from "#lib/start/demo/demo-mark";
import { isOwnAddress } from "#lib/start/is-own-address";
import { readSettings } from "#lib/start/settings";
import { StartError } from "#lib/start/start-error";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-mark-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a demo has a folder, a database and an owner of its own, on this machine only", () => {
  const env = {
    DATABASE_URL: "postgres://u:p@db/real",
    HOLDFAST_URL: "https://real.example",
    HOLDFAST_OWNER_EMAIL: "ada@example.com",
    HOLDFAST_OWNER_PASSWORD: "a real password",
  };
  const settings = readSettings(demoEnvironment({ ...env, NODE_ENV: "test" }));
  expect(settings).toMatchObject({ demo: true, databaseUrl: null, host: "127.0.0.1" });
  expect(settings).toMatchObject({ url: "http://localhost:3000", owner: null });
  expect(settings.dataFolder).toMatch(/\/demo-data$/);
  const open = () => demoEnvironment({ HOLDFAST_HOST: "0.0.0.0", NODE_ENV: "test" });
  expect(open).toThrow(StartError);
});

test("a demo marks an empty folder; from then on nothing else runs there", () => {
  writeFileSync(join(folder, "holdfast.lock"), "");
  requireKind(folder, { demo: false });
  requireKind(folder, { demo: true });
  writeFileSync(join(folder, "secret.key"), "");
  requireKind(folder, { demo: true });
  expect(() => requireKind(folder, { demo: false })).toThrow("is a demo's");
});

test("a folder with anything in it is no place for a demo, nor is one that a shell cannot name", () => {
  writeFileSync(join(folder, "secret.key"), "");
  expect(() => requireKind(folder, { demo: true })).toThrow("something else than a demo");
  expect(() => requireKind("/home/my data", { demo: true })).toThrow("plain letters");
});

test.each([
  ["localhost:3000", true],
  ["127.0.0.1", true],
  ["[::1]:80", true],
  ["evil.example:3000", false],
  ["localhost.evil.example", false],
  [undefined, false],
])("%s as the host is its own: %s", (host, own) => {
  expect(isOwnAddress(host)).toBe(own);
});
