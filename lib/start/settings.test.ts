import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readSettings } from "#lib/start/settings";
import { StartError } from "#lib/start/start-error";

test("everything has a default, and blank counts as not set", () => {
  expect(readSettings({ DATABASE_URL: "", HOLDFAST_PORT: " ", HOLDFAST_DATA: "" })).toEqual({
    dataFolder: resolve("data"),
    port: 3000,
    host: "127.0.0.1",
    url: "http://localhost:3000",
    databaseUrl: null,
    memoryBytes: 640 * 2 ** 20,
    owner: null,
    demo: false,
  });
});

test("what is set is used; HOLDFAST_PORT goes before PORT", () => {
  const settings = readSettings({
    HOLDFAST_DATA: "/srv/holdfast/",
    PORT: "8080",
    HOLDFAST_PORT: "4100",
    HOLDFAST_URL: "https://backups.example.com/",
    DATABASE_URL: "postgresql://u:p@db/holdfast",
    HOLDFAST_OWNER_EMAIL: "ada@example.com",
    HOLDFAST_OWNER_PASSWORD: " long enough it is ",
  });
  expect(settings).toEqual({
    dataFolder: "/srv/holdfast",
    port: 4100,
    host: "127.0.0.1",
    url: "https://backups.example.com",
    databaseUrl: "postgresql://u:p@db/holdfast",
    memoryBytes: 640 * 2 ** 20,
    owner: { email: "ada@example.com", password: " long enough it is " },
    demo: false,
  });
  expect(readSettings({ PORT: "8080" }).url).toBe("http://localhost:8080");
  expect(readSettings({ HOLDFAST_MEMORY: "1600" }).memoryBytes).toBe(1600 * 2 ** 20);
});

test.each([
  ["HOLDFAST_PORT", "http"],
  ["PORT", "70000"],
  ["HOLDFAST_PORT", "0"],
  ["HOLDFAST_URL", "holdfast.test"],
  ["HOLDFAST_URL", "https://example.com/holdfast"],
  ["HOLDFAST_MEMORY", "159"],
  ["DATABASE_URL", "mysql://secret-value@db"],
  ["HOLDFAST_OWNER_EMAIL", "ada"],
  ["HOLDFAST_OWNER_PASSWORD", "secret"],
])("%s=%s is refused by name, without its value", (name, value) => {
  const read = () => readSettings({ [name]: value });
  expect(read).toThrow(StartError);
  expect(read).toThrow(name);
  expect(read).not.toThrow(new RegExp(`=|${value}`));
});

test("an owner needs both variables", () => {
  expect(() => readSettings({ HOLDFAST_OWNER_EMAIL: "ada@example.com" })).toThrow(
    "HOLDFAST_OWNER_PASSWORD",
  );
});
