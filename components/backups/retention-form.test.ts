import { expect, test } from "vitest";
import { readRetention, retentionTexts } from "#components/backups/retention-form";

const none = retentionTexts({});

test("a policy goes through the form and comes out as it was", () => {
  for (const policy of [{}, { age: "365d" }, { last: 7, daily: 14, yearly: 3 }])
    expect(readRetention(retentionTexts(policy))).toEqual(policy);
});

test("blanks around a value do not count", () => {
  expect(readRetention({ ...none, age: " 30d ", last: " 7 " })).toEqual({ age: "30d", last: 7 });
});

test.each([
  { age: "soon" },
  { age: "30" },
  { last: "0" },
  { daily: "-1" },
  { weekly: "1.5" },
  { monthly: "many" },
  { yearly: "10001" },
])("%o is no policy", (wrong) => {
  expect(readRetention({ ...none, ...wrong })).toBeNull();
});
