import { afterAll, beforeAll, expect, test } from "vitest";
import { addressOf, readShown, toFilter } from "#components/activity/activity-filter";

const zone = process.env.TZ;
beforeAll(() => {
  process.env.TZ = "Europe/Lisbon";
});
afterAll(() => {
  process.env.TZ = zone;
});

const id = "0197f4a0-0000-7000-8000-000000000000";
const read = (search: string) => readShown(new URLSearchParams(search));

test("an address and its filter are the same thing", () => {
  const search = `kind=backups&actor=${id}&container=${id}&from=2026-10-24&to=2026-10-25`;
  expect(addressOf(read(search))).toBe(`/activity?${search}`);
  expect(addressOf(read(""))).toBe("/activity");
  expect(toFilter(read(""))).toEqual({});
});

test("days are those of the reader's clock, the last one whole, also when it has 25 hours", () => {
  expect(toFilter(read("from=2026-10-25&to=2026-10-25"))).toEqual({
    from: "2026-10-24T23:00:00.000Z",
    to: "2026-10-26T00:00:00.000Z",
  });
});

test("rubbish in an address lets everything through", () => {
  const rubbish = "kind=toString&actor=x&container='--&from=2026-13-40&to=tomorrow&sort=1";
  expect(toFilter(read(rubbish))).toEqual({});
});
