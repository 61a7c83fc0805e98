import { expect, test } from "vitest";
import type { BackupDto } from "#lib/api/backup-dto";
import { filterParams, isFiltered, passes, readFilter } from "#lib/queries/backup-filter";

const now = Date.parse("2026-11-28T12:00:00Z");
const row = (over: object = {}) =>
  ({
    instance_id: "i1",
    trigger: "schedule",
    state: { current: "live" },
    events: { created: "2026-11-20T10:00:00Z" },
    ...over,
  }) as BackupDto;

test("an address becomes a filter, and what is no filter is passed over", () => {
  const address = "state=live,failed&since=7&from=2026-02-31x&to=yesterday&backup=1&trigger=";
  expect(readFilter(new URLSearchParams(address))).toEqual({ state: "live,failed", since: "7" });
  expect(isFiltered(readFilter(new URLSearchParams("backup=1")))).toBe(false);
});

test("days are those of the reader's clock, and the last is included", () => {
  const params = filterParams({ from: "2026-11-01", to: "2026-11-20" }, now);
  expect(params.from).toBe(new Date(2026, 10, 1).toISOString());
  expect(params.to).toBe(new Date(2026, 10, 21).toISOString());
  expect(filterParams({ since: "7" }, now)).toEqual({ from: "2026-11-21T12:00:00.000Z" });
  expect(filterParams({}, now)).toEqual({});
});

test.each([
  [{}, true],
  [{ state: "live,failed" }, true],
  [{ state: "failed" }, false],
  [{ trigger: "manual" }, false],
  [{ trigger: "manual,schedule", instance: "i1" }, true],
  [{ instance: "i2" }, false],
  [{ since: "7" }, false],
  [{ since: "30" }, true],
  [{ from: "2026-11-21" }, false],
  [{ from: "2026-11-19", to: "2026-11-21" }, true],
  [{ to: "2026-11-18" }, false],
])("%j lets a live scheduled one of eight days ago pass: %s", (filter, expected) => {
  expect(passes(filter, row(), now)).toBe(expected);
});
