import { expect, test } from "vitest";
import { keptSentence, keptWords } from "#components/backups/kept-words";
import type { BackupDto } from "#lib/api/backup-dto";
import type { KeptBy } from "#lib/backups/types";

const backup = (keptBy: KeptBy[] | null, expires: string | null = null, state = "live") =>
  ({
    kept_by: keptBy,
    expires,
    pinned: keptBy?.includes("pinned") ?? false,
    state: { current: state },
  }) as BackupDto;
const until = "2026-12-23T10:00:00Z";

test.each([
  [backup(["age"], until), "Kept until 23 Dec 2026"],
  [backup(["age", "daily", "monthly"], until), "Kept until 23 Dec 2026, or longer: daily, monthly"],
  [backup(["monthly"]), "Monthly"],
  [backup(["last", "weekly"]), "Among the last, weekly"],
  [backup(["age", "last", "newest"], until), "Newest, 23 Dec 2026 or later"],
  [backup(["daily", "newest"]), "Newest"],
  [backup(["age", "pinned"], until), "Pinned"],
  [backup(["monthly", "pinned"]), "Pinned, monthly"],
  [backup([]), "Removed soon, no rule keeps it"],
  [backup(null), "Always"],
])("says what is so: %#", (given, words) => {
  expect(keptSentence(given)).toBe(words);
});

test("nothing is said of one that is not live", () => {
  expect(keptWords(backup(null, null, "failed"))).toBeNull();
});
