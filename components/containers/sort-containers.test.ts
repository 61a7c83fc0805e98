import { expect, test } from "vitest";
import { byName, orderBy, sortContainers } from "#components/containers/sort-containers";
import { containerSummary } from "#e2e/fixtures/container-summary";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

type Parts = { last?: string; next?: string; size?: number };

const container = (name: string, { last, next = "", size = 0 }: Parts = {}) =>
  containerSummary(name, {
    next_run: next || null,
    backups: {
      live: 0,
      size,
      running: 0,
      last: last ? { state: "live", created: last } : null,
      last_live: null,
    },
  });

const names = (list: ContainerSummaryDto[]) => list.map(({ name }) => name).join(" ");

test("names are in the order of people, numbers in them by their size", () => {
  const list = ["web10", "Web2", "api", "web1"].map((name) => container(name));
  expect(names(sortContainers(list, byName))).toBe("api web1 Web2 web10");
  expect(names(list)).toBe("web10 Web2 api web1");
});

test("a first press on health shows the worst, a second what is not to be backed up", () => {
  const list = [
    container("idle"),
    containerSummary("well", { health: "protected" }),
    containerSummary("late", { health: "overdue" }),
    containerSummary("broken", { health: "failing" }),
    containerSummary("bare", { health: "unprotected" }),
  ];
  const first = orderBy(byName, "health");
  expect(names(sortContainers(list, first))).toBe("broken late bare well idle");
  expect(names(sortContainers(list, orderBy(first, "health")))).toBe("idle well bare late broken");
});

test("of times and sizes the newest and the largest stand first, of next runs the soonest", () => {
  const list = [
    container("never"),
    container("old", { last: "2026-01-01T00:00:00Z", next: "2026-03-02T00:00:00Z", size: 9 }),
    container("new", { last: "2026-02-01T00:00:00Z", next: "2026-03-01T00:00:00Z", size: 10 }),
  ];
  const order = (by: "last" | "stored" | "next") =>
    names(sortContainers(list, orderBy(byName, by)));
  expect(order("last")).toBe("new old never");
  expect(order("stored")).toBe("new old never");
  expect(order("next")).toBe("new old never");
});

test("what is equal stands by name, either way round", () => {
  const list = ["b", "c", "a"].map((name) => container(name, { size: 1 }));
  for (const descending of [true, false]) {
    expect(names(sortContainers(list, { by: "stored", descending }))).toBe("a b c");
  }
});
