import { expect, test } from "vitest";
import { barEdges } from "#lib/api/bar-edges";

const hours = (edges: Date[]) =>
  edges.slice(1).map((edge, at) => (edge.getTime() - (edges[at]?.getTime() ?? 0)) / 3_600_000);

test("days begin at midnight of the zone, the last one holds now", () => {
  const edges = barEdges(new Date("2026-07-10T22:30:00Z"), "Europe/Berlin", "day", 3);
  expect(edges.map((edge) => edge.toISOString())).toEqual([
    "2026-07-08T22:00:00.000Z",
    "2026-07-09T22:00:00.000Z",
    "2026-07-10T22:00:00.000Z",
    "2026-07-11T22:00:00.000Z",
  ]);
});

test("a day over a change of the clocks is shorter or longer by an hour", () => {
  const spring = barEdges(new Date("2026-03-30T12:00:00Z"), "Europe/Berlin", "day", 3);
  expect(hours(spring)).toEqual([24, 23, 24]);
  const autumn = barEdges(new Date("2026-10-26T12:00:00Z"), "Europe/Berlin", "day", 3);
  expect(hours(autumn)).toEqual([24, 25, 24]);
});

test("where midnight is leapt over, the day begins right after the leap", () => {
  // Cuba's clocks go from 0:00 to 1:00.
  const edges = barEdges(new Date("2026-03-08T18:00:00Z"), "America/Havana", "day", 1);
  expect(edges[0]?.toISOString()).toBe("2026-03-08T05:00:00.000Z");
});

test("hours begin where the zone's clock shows a full one", () => {
  const edges = barEdges(new Date("2026-07-10T12:10:00Z"), "Asia/Kolkata", "hour", 24);
  expect(edges).toHaveLength(25);
  expect(edges[0]?.toISOString()).toBe("2026-07-09T12:30:00.000Z");
  expect(edges.at(-1)?.toISOString()).toBe("2026-07-10T12:30:00.000Z");
  expect(new Set(hours(edges))).toEqual(new Set([1]));
});

test("an unknown time zone is refused", () => {
  expect(() => barEdges(new Date(), "Mars/Olympus", "day", 2)).toThrow(RangeError);
});
