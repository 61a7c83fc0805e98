import type { RetentionPolicy } from "#lib/backups/types";
import type { EnvironmentKind } from "#lib/containers/types";
import type { SampleFile } from "#lib/demo/sample-data";

/** A run of a person in the sample's history. `day` counts from 0, thirty days ago, to 30, today. */
export type PlannedAct =
  | { act: "backup"; day: number; pin?: boolean; cancelled?: boolean }
  /** Of the newest live backup of that time. */
  | { act: "restore"; day: number }
  /** The object of the day's backup is removed from the bucket by somebody. */
  | { act: "lose"; day: number };

/** What makes the runs of a day not go well. */
export type PlannedTrouble =
  /** The server does not answer at the due time, and does when it is tried again. */
  | "down-once"
  /** Holdfast was not running. */
  | "missed";

/** A sample container as it is made: what Docker would say of it, its data, and its history. */
export type SamplePlan = {
  identifier: string;
  environment: string;
  environmentKind: EnvironmentKind;
  image: string;
  command: string;
  instances: number;
  env?: Record<string, string>;
  volume: { name: string; destination: string } | null;
  port?: { containerPort: number; hostPort: number | null };
  logLines: string[];
  /** Megabytes, and percent of one core, that it seems to use. */
  usage: { memory: number; cpu: number };
  /** All files of one instance on that day. */
  files(day: number, slot: number): SampleFile[];
  /** Null: nothing backs it up. `commands` null takes the preset of its image. */
  backup: {
    cron: string;
    retention: RetentionPolicy;
    commands?: { backup: string; restore: string };
  } | null;
  trouble?: Record<number, PlannedTrouble>;
  acts?: PlannedAct[];
  /** It was removed that many days ago, and its backups wait for the end of their time. */
  goneDaysAgo?: number;
};
