import { expect, test } from "vitest";
import { byteOrder, sweepRoots } from "#lib/backups/catalogue/sweep-roots";

test("looks under the prefix and where backups were put before, nothing twice, in byte order", () => {
  expect(sweepRoots("", [])).toEqual(["holdfast/"]);
  expect(sweepRoots("team-b/", ["team-a/holdfast/", "holdfast/", "team-b/holdfast/"])).toEqual([
    "holdfast/",
    "team-a/holdfast/",
    "team-b/holdfast/",
  ]);
  expect(sweepRoots("holdfast/", ["holdfast/"])).toEqual(["holdfast/"]);
});

test("orders keys as buckets do: by their UTF-8 bytes", () => {
  const keys = ["a.backup", "a.backup-x", "a.backup.json", "a/b", "é", "\u{ff5e}", "\u{1f600}"];
  expect(keys.toReversed().sort(byteOrder)).toEqual(keys);
});
