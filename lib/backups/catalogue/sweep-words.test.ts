import { expect, test } from "vitest";
import { wrongPlaceWords } from "#lib/backups/catalogue/sweep-words";

test("a bucket that holds nothing of what should be there is told as what it probably is", () => {
  expect(wrongPlaceWords({ known: 12, found: 0, objects: 0 }, "folder")).toMatch(
    /^None of the 12 backups that should be there was found, and nothing .* not mounted/,
  );
  expect(wrongPlaceWords({ known: 1, found: 0, objects: 3 }, "s3")).toMatch(
    /^The one backup that should be there was not found, and what is there belongs .* somewhere else/,
  );
  expect(wrongPlaceWords({ known: 12, found: 1, objects: 1 }, "s3")).toBeNull();
  expect(wrongPlaceWords({}, "s3")).toBeNull();
});
