import { z } from "zod";
import type { HubSettings } from "#lib/hubs/types";

const day = 86_400;

/** What stands for each setting that nobody has changed. */
export const defaultHubSettings: HubSettings = {
  catch_up_seconds: 6 * 3600,
  retries: 2,
  runs_per_host: 2,
  runs_in_all: 4,
  gone_grace_seconds: day,
  verify_share_per_day: 1 / 30,
  sweep_hours: 24,
};

/** The least and the most that each setting can be. */
export const settingLimits = {
  catch_up_seconds: [0, 30 * day],
  retries: [0, 10],
  runs_per_host: [1, 16],
  runs_in_all: [1, 64],
  gone_grace_seconds: [0, 365 * day],
  verify_share_per_day: [0, 1],
  sweep_hours: [0, 24 * 90],
} as const satisfies Record<keyof HubSettings, readonly [number, number]>;

function whole(key: keyof HubSettings, unit: string) {
  const [least, most] = settingLimits[key];
  const words = `Use a whole number of ${unit}, ${least} to ${most}.`;
  return z.int(words).min(least, words).max(most, words);
}

/** A change of the hub's settings; what is left out stays as it is, null goes back to the default. */
export const hubSettingsInput = z
  .strictObject({
    catch_up_seconds: whole("catch_up_seconds", "seconds").nullable(),
    retries: whole("retries", "tries").nullable(),
    runs_per_host: whole("runs_per_host", "runs").nullable(),
    runs_in_all: whole("runs_in_all", "runs").nullable(),
    gone_grace_seconds: whole("gone_grace_seconds", "seconds").nullable(),
    verify_share_per_day: z.number().min(0, "Use 0 to 1.").max(1, "Use 0 to 1.").nullable(),
    sweep_hours: whole("sweep_hours", "hours").nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Name at least one setting.");

/** A new name for the hub. */
export const hubNameInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Enter a name for the hub.")
    .max(100, "Use at most 100 characters."),
});

export type HubSettingsInput = z.infer<typeof hubSettingsInput>;

/** All settings of a hub, from what of them was changed. */
export function hubSettings(changed: Partial<HubSettings>): HubSettings {
  return { ...defaultHubSettings, ...changed };
}

/** What is kept of the settings after a change. */
export function changeSettings(
  changed: Partial<HubSettings>,
  input: HubSettingsInput,
): Partial<HubSettings> {
  const merged = Object.entries({ ...changed, ...input });
  return Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined));
}
