import { expect, test } from "vitest";
import { dayOf, hubFilterPath, readHubFilter, startOf } from "#components/backups/hub-filter";

test("an address and its filter are the same both ways", () => {
  const path = "/backups?state=live%2Cfailed&search=orders+db&from=2026-11-23T00%3A00%3A00Z";
  const filter = readHubFilter(new URLSearchParams(path.split("?")[1]));
  expect(filter).toEqual({
    state: "live,failed",
    search: "orders db",
    from: "2026-11-23T00:00:00Z",
  });
  expect(hubFilterPath(filter)).toBe(path);
  expect(hubFilterPath({})).toBe("/backups");
});

test("what is blank or unknown is no filter", () => {
  expect(readHubFilter(new URLSearchParams("state=&page=3&search=%20"))).toEqual({});
});

test("a day begins at midnight here, and ends where the next begins", () => {
  const begins = startOf("2026-02-28");
  expect(begins && dayOf(new Date(begins))).toBe("2026-02-28");
  const ends = startOf("2026-02-28", 1);
  expect(ends && dayOf(new Date(ends))).toBe("2026-03-01");
  expect(startOf("")).toBeUndefined();
});
