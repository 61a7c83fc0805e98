import { type PresetId, presetFor } from "#lib/backups/commands/presets";
import { samePolicy } from "#lib/backups/same-policy";
import type { RetentionPolicy } from "#lib/backups/types";
import type { Mount } from "#lib/containers/types";

/** What is to stand for many containers; what is left out stays as each has it. */
export type BackupPolicy = {
  schedule?: { cron_string: string | null; time_zone: string };
  retention?: RetentionPolicy;
  integration_id?: string;
};

/** What has to be known of a container to say what a policy changes. */
export type PolicySubject = {
  id: string;
  stateful: boolean;
  /** Gone, or being deleted. */
  leaving: boolean;
  image: string;
  mounts: readonly Mount[];
  config: {
    integrationId: string;
    backup: { command: string; timeout: string };
    restore: { command: string; timeout: string } | null;
    cronString: string | null;
    timeZone: string;
    retention: RetentionPolicy;
  } | null;
};

export type PolicyChange = "schedule" | "retention" | "integration" | "commands";

/** As `setBackupConfig` takes it. */
export type PlannedInput = {
  integration_id: string;
  backup: { command: string; timeout: string; cron_string?: string | null; time_zone?: string };
  restore: { command: string; timeout: string } | null;
  retention?: RetentionPolicy;
};

export type PolicyPlan =
  | { outcome: "skip"; reason: string }
  | { outcome: "same" }
  | {
      outcome: "change";
      changes: PolicyChange[];
      /** The preset that gives a container without a config its commands. */
      preset: PresetId | null;
      input: PlannedInput;
    };

const usualTimeout = "6h";

/**
 * What a policy does to one container: one without a config gets the commands of the preset that fits
 * its image, one that has a config keeps its commands. Nothing is changed here.
 */
export function planPolicy(subject: PolicySubject, policy: BackupPolicy): PolicyPlan {
  if (subject.leaving) return skip("It is gone or being deleted.");
  if (!subject.stateful) return skip("It is not stateful: only stateful containers are backed up.");
  return subject.config ? planChange(subject.config, policy) : planFirst(subject, policy);
}

function planChange(
  config: NonNullable<PolicySubject["config"]>,
  policy: BackupPolicy,
): PolicyPlan {
  const { schedule, retention, integration_id } = policy;
  const changes: PolicyChange[] = [];
  if (schedule && !sameSchedule(config, schedule)) changes.push("schedule");
  if (retention && !samePolicy(config.retention, retention)) changes.push("retention");
  if (integration_id && integration_id !== config.integrationId) changes.push("integration");
  if (changes.length === 0) return { outcome: "same" };
  return {
    outcome: "change",
    changes,
    preset: null,
    input: {
      integration_id: integration_id ?? config.integrationId,
      backup: { ...config.backup, ...schedule },
      restore: config.restore,
      ...(retention && { retention }),
    },
  };
}

function planFirst(subject: PolicySubject, policy: BackupPolicy): PolicyPlan {
  const { schedule, retention, integration_id } = policy;
  const preset = presetFor(subject.image, subject.mounts);
  if (!preset) return skip("No backup command is set, and no preset fits its image.");
  if (!integration_id) {
    return skip("It has no integration yet: choose one in the policy.");
  }
  return {
    outcome: "change",
    changes: [
      "commands",
      "integration",
      ...(schedule ? (["schedule"] as const) : []),
      ...(retention ? (["retention"] as const) : []),
    ],
    preset: preset.id,
    input: {
      integration_id,
      backup: { command: preset.backupCommand, timeout: usualTimeout, ...schedule },
      restore: { command: preset.restoreCommand, timeout: usualTimeout },
      ...(retention && { retention }),
    },
  };
}

function skip(reason: string): PolicyPlan {
  return { outcome: "skip", reason };
}

function sameSchedule(
  { cronString, timeZone }: { cronString: string | null; timeZone: string },
  { cron_string, time_zone }: NonNullable<BackupPolicy["schedule"]>,
): boolean {
  if (cron_string === null) return cronString === null;
  return cronString === cron_string && timeZone === time_zone;
}
