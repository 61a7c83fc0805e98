import { settingLimits } from "#lib/hubs/hub-settings";
import type { HubSettings } from "#lib/hubs/types";

export type SettingKey = keyof HubSettings;

export type SettingField = {
  key: SettingKey;
  label: string;
  help: string;
  /** The unit that people think in, and how much of the API's it is. */
  unit: string;
  per: number;
  /** Of the unit only whole ones make sense. */
  whole?: true;
};

export type SettingGroup = { title: string; fields: SettingField[] };

export const settingGroups: SettingGroup[] = [
  {
    title: "Schedules",
    fields: [
      {
        key: "catch_up_seconds",
        label: "Catch-up window",
        unit: "hours",
        per: 3600,
        help: "Of the runs that came due while Holdfast was down, the latest is made up if it is no older than this; the rest is recorded as missed. 0 makes up none.",
      },
      {
        key: "retries",
        label: "Retries",
        unit: "times",
        per: 1,
        whole: true,
        help: "How often a failed scheduled backup is tried again. 0 leaves it failed.",
      },
    ],
  },
  {
    title: "Load",
    fields: [
      {
        key: "runs_per_host",
        label: "Runs at once on one host",
        unit: "runs",
        per: 1,
        whole: true,
        help: "Backups and restores side by side on one Docker host. The rest waits, longest due first.",
      },
      {
        key: "runs_in_all",
        label: "Runs at once in all",
        unit: "runs",
        per: 1,
        whole: true,
        help: "The same over all hosts together.",
      },
    ],
  },
  {
    title: "Keeping things true",
    fields: [
      {
        key: "gone_grace_seconds",
        label: "Grace period of gone containers",
        unit: "days",
        per: 86_400,
        help: "How long the backups of a container that is gone from Docker are kept before they are deleted with it. 0 keeps them not at all.",
      },
      {
        key: "verify_share_per_day",
        label: "Verified per day",
        unit: "percent",
        per: 0.01,
        help: "The share of all stored bytes that is read back and checked in a day. 0 checks none.",
      },
      {
        key: "sweep_hours",
        label: "Between sweeps",
        unit: "hours",
        per: 1,
        whole: true,
        help: "How often each bucket is compared with the catalogue. 0 does it only when somebody asks.",
      },
    ],
  },
];

export const settingFields = settingGroups.flatMap(({ fields }) => fields);

/** As a person reads it: at most two digits after the point. */
export function settingText({ per }: Pick<SettingField, "per">, stored: number): string {
  return String(Math.round((stored / per) * 100) / 100);
}

/** With its unit: "6 hours", "1 day". */
export function amountText({ unit }: Pick<SettingField, "unit">, text: string): string {
  return `${text} ${text === "1" ? unit.replace(/s$/, "") : unit}`;
}

/** What is written as the API takes it, or what is wrong with it. */
export function readSetting(
  { key, per, unit, whole }: SettingField,
  text: string,
): { value: number } | { problem: string } {
  const [least, most] = settingLimits[key];
  const words = `Use ${whole ? "a whole number" : "a number"} of ${unit}, ${least / per} to ${Math.round(most / per)}.`;
  const written = text.trim().replace(",", ".");
  const amount = /^\d+(\.\d+)?$/.test(written) ? Number(written) : Number.NaN;
  // Seconds and counts are whole in the API; a share is not.
  const value = per >= 1 ? Math.round(amount * per) : amount * per;
  if (!(value >= least && value <= most) || (whole && !Number.isInteger(amount)))
    return { problem: words };
  return { value };
}
