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

function whole(least: number, most: number, unit: string) {
  const words = `Use a whole number of ${unit}, ${least} to ${most}.`;
  return z.int(words).min(least, words).max(most, words);
}

/** A change of the hub's settings; what is left out stays as it is, null goes back to the default. */
export const hubSettingsInput = z
  .strictObject({
    catch_up_seconds: whole(0, 30 * day, "seconds").nullable(),
    retries: whole(0, 10, "tries").nullable(),
    runs_per_host: whole(1, 16, "runs").nullable(),
    runs_in_all: whole(1, 64, "runs").nullable(),
    gone_grace_seconds: whole(0, 365 * day, "seconds").nullable(),
    verify_share_per_day: z.number().min(0, "Use 0 to 1.").max(1, "Use 0 to 1.").nullable(),
    sweep_hours: whole(0, 24 * 90, "hours").nullable(),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, "Name at least one setting.");

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
