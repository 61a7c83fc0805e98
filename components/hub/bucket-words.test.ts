import { expect, test } from "vitest";
import { findingsOf, foundWords } from "#components/hub/bucket-words";

test("says how many were found", () => {
  expect(foundWords({})).toBe("The catalogue has no backup there");
  expect(foundWords({ known: 1, found: 1 })).toBe("The one backup is there");
  expect(foundWords({ known: 1200, found: 1200 })).toBe("All 1,200 backups are there");
  expect(foundWords({ known: 3, found: 1 })).toBe("1 of 3 backups found");
});

test("names what was done, the worst first, and nothing else", () => {
  expect(findingsOf({ known: 3, found: 3, objects: 6 })).toEqual([]);
  expect(findingsOf({ uploads_aborted: 2, missing: 1, back: 3 }).map(({ words }) => words)).toEqual(
    ["1 backup newly missing", "3 missing backups found again", "2 abandoned uploads aborted"],
  );
});
