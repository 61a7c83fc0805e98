import { expect, test } from "vitest";
import type { ActivityDto } from "#lib/api/hub-dto";
import { withNewest } from "#lib/queries/activity";

const row = (n: number) =>
  ({ id: `id-${n}`, time: new Date(n * 1000).toISOString() }) as unknown as ActivityDto;
const page = (ns: number[], next: string | null) => ({ data: ns.map(row), next_cursor: next });
const list = (...pages: ReturnType<typeof page>[]) => ({
  pages,
  pageParams: pages.map(() => null),
});
const ids = (data: { pages: { data: ActivityDto[] }[] }) =>
  data.pages.map((one) => one.data.map(({ id }) => id));

test("what is new comes before what is there, once", () => {
  const now = withNewest(list(page([3, 2], "c"), page([1], null)), page([5, 4, 3], "d"));
  expect(ids(now)).toEqual([["id-5", "id-4", "id-3", "id-2"], ["id-1"]]);
  expect(now.pages[0]?.next_cursor).toBe("c");
  expect(ids(withNewest(now, page([5, 4, 3], "d")))).toEqual(ids(now));
});

test("what was begun earlier stands where its time belongs", () => {
  const now = withNewest(list(page([5, 3], null)), page([5, 4, 3], null));
  expect(ids(now)).toEqual([["id-5", "id-4", "id-3"]]);
});

test("so much at once that rows would lie between: it begins anew", () => {
  const now = withNewest(list(page([2, 1], "c"), page([0], null)), page([9, 8], "d"));
  expect(ids(now)).toEqual([["id-9", "id-8"]]);
});

test("the first that ever comes", () => {
  expect(ids(withNewest(list(page([], null)), page([1], null)))).toEqual([["id-1"]]);
});
