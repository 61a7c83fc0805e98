import { expect, it } from "vitest";
import { safeNext } from "#lib/auth/safe-next";

it.each([
  "/containers",
  "/containers/01938c2e/backups?state=live&q=a%2Fb#log",
  "/backups?next=//evil.example",
])("goes to %s", (next) => {
  expect(safeNext(next)).toBe(next);
});

it.each([
  "",
  "containers",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "\t//evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "/api/v1/containers",
  "/api",
  "/%0d%0a\r\nset-cookie: a=b",
  undefined,
  null,
  ["/containers"],
])("goes home instead of %j", (next) => {
  expect(safeNext(next)).toBe("/");
});
