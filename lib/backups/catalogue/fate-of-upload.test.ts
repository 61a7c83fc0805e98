import { expect, test } from "vitest";
import { backupIdOf, fateOfUpload, strangerMs } from "#lib/backups/catalogue/fate-of-upload";
import { objectPath } from "#lib/backups/object-path";

const id = "0190b3c0-1111-7000-8000-000000000001";
const created = new Date("2026-01-01T00:00:00Z");
const key = objectPath("p/", { id, created, environment: "shop", identifier: "db" });
const now = new Date("2026-03-01T00:00:00Z");
const fate = (state: Parameters<typeof fateOfUpload>[1], ageMs: number, of = key) =>
  fateOfUpload({ key: of, started: new Date(now.getTime() - ageMs) }, state, now);

test("the id is read from the keys that we make, and from no other", () => {
  expect(backupIdOf(key)).toBe(id);
  expect(backupIdOf(`${key}.json`)).toBeNull();
  expect(backupIdOf("holdfast/a/b/2026-01-01T00-00-00Z-no-id.backup")).toBeNull();
  expect(backupIdOf("")).toBeNull();
});

test.each(["live", "failed", "cancelled", "missing", "deleting", "deleted"] as const)(
  "one of a backup of ours that is %s goes at once",
  (state) => expect(fate(state, 0)).toBe("abort"),
);

test.each(["queued", "saving"] as const)("one of a backup that is %s stays, however old", (state) =>
  expect(fate(state, 100 * strangerMs)).toBe("leave"),
);

test("a stranger's goes after a week; one without a key, which a folder has judged, at once", () => {
  expect(fate(null, strangerMs)).toBe("leave");
  expect(fate(null, strangerMs + 1)).toBe("abort");
  expect(fate(null, 0, "")).toBe("abort");
  expect(fate(null, 0, "holdfast/verify-probe")).toBe("leave");
});
