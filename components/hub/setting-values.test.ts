import { expect, test } from "vitest";
import { readSetting, settingFields, settingText } from "#components/hub/setting-values";
import { defaultHubSettings, hubSettingsInput, settingLimits } from "#lib/hubs/hub-settings";

const field = (key: string) => {
  const found = settingFields.find((one) => one.key === key);
  if (!found) throw new Error(key);
  return found;
};

test("every setting has its field, once", () => {
  expect(settingFields.map(({ key }) => key).sort()).toEqual(Object.keys(settingLimits).sort());
});

test.each([
  ["catch_up_seconds", "6"],
  ["retries", "2"],
  ["runs_per_host", "2"],
  ["runs_in_all", "4"],
  ["gone_grace_seconds", "1"],
  ["verify_share_per_day", "3.33"],
  ["sweep_hours", "24"],
] as const)("%s: its default reads %s", (key, text) => {
  expect(settingText(field(key), defaultHubSettings[key])).toBe(text);
});

test.each([
  ["catch_up_seconds", "1.5", 5400],
  ["catch_up_seconds", " 0,5 ", 1800],
  ["gone_grace_seconds", "365", 31_536_000],
  ["verify_share_per_day", "100", 1],
  ["sweep_hours", "0", 0],
] as const)("%s: %s is taken", (key, text, value) => {
  expect(readSetting(field(key), text)).toEqual({ value });
});

test.each([
  ["catch_up_seconds", "721"],
  ["catch_up_seconds", ""],
  ["catch_up_seconds", "-1"],
  ["catch_up_seconds", "6h"],
  ["retries", "1.5"],
  ["retries", "11"],
  ["runs_per_host", "0"],
  ["verify_share_per_day", "100.1"],
  ["verify_share_per_day", "1e2"],
] as const)("%s: %j gets its error, in people's units", (key, text) => {
  expect(readSetting(field(key), text)).toEqual({
    problem: expect.stringMatching(/^Use a .* to /),
  });
});

test("the API takes the limits of each", () => {
  for (const one of settingFields)
    for (const limit of settingLimits[one.key]) {
      const read = readSetting(one, settingText(one, limit));
      expect(read).toEqual({ value: limit });
      expect(hubSettingsInput.safeParse({ [one.key]: limit }).success, one.key).toBe(true);
    }
});
