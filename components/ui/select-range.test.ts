import { expect, test } from "vitest";
import { nothingSelected, selectRow, selectRows } from "#components/ui/select-range";

const order = ["a", "b", "c", "d", "e"];
const ids = ({ chosen }: { chosen: ReadonlySet<string> }) => [...chosen].sort().join("");

test("Shift takes all between the last one and this one, either way", () => {
  const one = selectRow(nothingSelected, order, "d", false);
  expect(ids(selectRow(one, order, "b", true))).toBe("bcd");
  expect(ids(selectRow(one, order, "e", true))).toBe("de");
});

test("a range that ends on a chosen one lets all of it go", () => {
  const all = selectRows(nothingSelected, order, true);
  const less = selectRow(all, order, "b", false);
  expect(ids(less)).toBe("acde");
  expect(ids(selectRow(less, order, "d", true))).toBe("ae");
});

test("without a last one that is still there, only the one itself changes", () => {
  expect(ids(selectRow(nothingSelected, order, "c", true))).toBe("c");
  const gone = selectRow(nothingSelected, order, "x", false);
  expect(ids(selectRow(gone, order, "c", true))).toBe("cx");
});
