import { expect, test } from "vitest";
import { retentionWords } from "#lib/backups/retention-words";

test.each([
  [{}, "Keeps every backup: nothing is removed by itself."],
  [{ age: "365d" }, "Keeps what is younger than 365 days."],
  [{ age: "1d12h" }, "Keeps what is younger than 1 day 12 hours."],
  [{ last: 1 }, "Keeps the newest."],
  [{ last: 7, weekly: 1 }, "Keeps the last 7 and one a week for 1 week."],
  [
    { age: "30d", last: 3, daily: 7, weekly: 4, monthly: 12 },
    "Keeps what is younger than 30 days, the last 3, one a day for 7 days, one a week for 4 weeks and one a month for 12 months.",
  ],
])("%o is said as: %s", (policy, words) => {
  expect(retentionWords(policy)).toBe(words);
});
