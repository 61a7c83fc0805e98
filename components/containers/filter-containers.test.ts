import { expect, test } from "vitest";
import {
  filterContainers,
  noFilter,
  readHealthFilter,
} from "#components/containers/filter-containers";
import { containerSummary as row } from "#e2e/fixtures/container-summary";

const rows = [
  row("orders-db", { health: "protected" }),
  row("users-db", { health: "failing", environment: "books" }),
  row("cache", { health: "unprotected", image: "redis:7" }),
  row("web", { stateful: false }),
  row("old", { state: { current: "gone" } }),
  row("leaving", { state: { current: "deleting" } }),
];
const found = (filter: Partial<typeof noFilter>) =>
  filterContainers(rows, { ...noFilter, ...filter }).map(({ name }) => name);

test("every word has to be in name, image or environment", () => {
  expect(found({ text: "DB books" })).toEqual(["users-db"]);
  expect(found({ text: "redis" })).toEqual(["cache"]);
  expect(found({ environment: "books" })).toEqual(["users-db"]);
});

test.each([
  ["any", 6],
  ["attention", 2],
  ["failing", 1],
  ["overdue", 0],
  ["protected", 1],
  ["wanted", 3],
  ["not-stateful", 1],
  ["gone", 2],
] as const)("health %s lets %i through", (health, count) => {
  expect(found({ health })).toHaveLength(count);
});

test("an address names a filter; any other word is none", () => {
  expect(readHealthFilter("failing")).toBe("failing");
  expect(readHealthFilter("constructor")).toBe("any");
  expect(readHealthFilter(null)).toBe("any");
});
