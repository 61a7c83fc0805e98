import { expect, test } from "vitest";
import {
  changeSettings,
  defaultHubSettings,
  hubSettings,
  hubSettingsInput,
} from "#lib/hubs/hub-settings";

test("what nobody changed has its default", () => {
  expect(hubSettings({})).toEqual(defaultHubSettings);
  expect(hubSettings({ retries: 0 })).toEqual({ ...defaultHubSettings, retries: 0 });
});

test("a change keeps the rest; null goes back to the default", () => {
  const kept = changeSettings({ retries: 5, runs_per_host: 3 }, { retries: null, runs_in_all: 8 });
  expect(kept).toEqual({ runs_per_host: 3, runs_in_all: 8 });
  expect(hubSettings(kept).retries).toBe(2);
});

test("each default would be taken as input", () => {
  expect(hubSettingsInput.parse(defaultHubSettings)).toEqual(defaultHubSettings);
});

test.each([
  {},
  { unknown: 1 },
  { retries: -1 },
  { retries: 1.5 },
  { retries: "2" },
  { runs_per_host: 0 },
  { runs_per_host: 17 },
  { runs_in_all: 0 },
  { catch_up_seconds: -1 },
  { gone_grace_seconds: 366 * 86_400 },
  { verify_share_per_day: 1.01 },
  { verify_share_per_day: Number.NaN },
  { sweep_hours: -1 },
])("refuses %j", (input) => {
  expect(hubSettingsInput.safeParse(input).success).toBe(false);
});
