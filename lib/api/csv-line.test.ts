import { expect, test } from "vitest";
import { csvLine } from "#lib/api/csv-line";

test("values are quoted, quotes doubled, ends of lines kept", () => {
  expect(csvLine(["a", 'b "c", d', "e\nf", ""])).toBe('"a","b ""c"", d","e\nf",""\r\n');
});

test.each([
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "  =1",
  "＝1",
  "|calc",
  '=HYPERLINK("http://x")',
])("%j is no formula any more", (value) => {
  expect(csvLine([value])).toBe(`"'${value.replaceAll('"', '""')}"\r\n`);
});

test.each(["2026-01-01T00:00:00.000Z", "orders-db", "a=b", "{}", "5"])("%j stays", (value) => {
  expect(csvLine([value])).toBe(`"${value}"\r\n`);
});
