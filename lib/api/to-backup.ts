import type { backups, restores } from "#drizzle/backups";
import type { BackupDto, RestoreDto } from "#lib/api/backup-dto";
import type { Expiry } from "#lib/api/read-expiry";
import { secondsBetween, timeOrNever } from "#lib/api/times";

/** A backup without its parts, with the names of what it points to. */
export type Listed = Omit<typeof backups.$inferSelect, "parts"> & {
  integrationName: string;
  creatorName: string | null;
};

function stateOf<S extends string>(row: {
  state: S;
  stateChanged: Date;
  updated: Date;
  errorCode: string | null;
  errorMessage: string | null;
  leftovers?: string | null;
}) {
  const state = { current: row.state, changed: row.stateChanged.toISOString() };
  const message = [row.errorMessage, row.leftovers].filter(Boolean).join(" ");
  if (message === "") return state;
  return {
    ...state,
    error: {
      code: row.errorCode ?? "unexpected",
      message,
      time: row.updated.toISOString(),
    },
  };
}

/** A backup's row as the API answers it; `expiry` is what retention says of its container's. */
export function toBackup(
  row: Listed,
  restored: RestoreDto[],
  expiry: ReadonlyMap<string, Expiry> | undefined,
): BackupDto {
  return {
    id: row.id,
    hub_id: row.hubId,
    container_id: row.containerId,
    instance_id: row.instanceId,
    instance_name: row.instanceName,
    target: {
      integration_id: row.integrationId,
      integration_name: row.integrationName,
      path: row.path ?? "",
      file_id: row.versionId ?? "",
      size: row.size ?? 0,
    },
    state: stateOf(row),
    events: {
      created: row.created.toISOString(),
      updated: row.updated.toISOString(),
      deleted: timeOrNever(row.deleted),
      started: timeOrNever(row.started),
      finished: timeOrNever(row.finished),
    },
    trigger: row.trigger,
    due: row.due?.toISOString() ?? null,
    attempt: row.attempt,
    not_before: row.notBefore?.toISOString() ?? null,
    creator: { id: row.creatorId, name: row.creatorName ?? "Holdfast" },
    command: row.command,
    exit_code: row.exitCode,
    original_size: row.originalSize,
    compression: row.compression,
    sha256: row.sha256,
    duration: secondsBetween(row.started, row.finished),
    pinned: row.pinned,
    ...(expiry && {
      expires: expiry.get(row.id)?.expires?.toISOString() ?? null,
      kept_by: expiry.get(row.id)?.keptBy ?? null,
    }),
    verification: verificationOf(row),
    cancel_requested: row.cancelRequested !== null,
    restores: restored,
  };
}

function verificationOf(row: Listed): BackupDto["verification"] {
  const isUnderWay =
    (row.state === "live" || row.state === "missing") &&
    row.verifyStarted !== null &&
    row.verifyError === null &&
    (row.verified === null || row.verified < row.verifyStarted);
  return {
    last: row.verified?.toISOString() ?? null,
    requested: row.verifyRequested?.toISOString() ?? null,
    started: isUnderWay ? (row.verifyStarted?.toISOString() ?? null) : null,
    error: row.verifyError,
  };
}

/** A restore's row as the API answers it; `total` is the backup's original size in bytes. */
export function toRestore(
  row: typeof restores.$inferSelect,
  total: number | null,
  creatorName: string | null,
): RestoreDto {
  return {
    id: row.id,
    container_id: row.containerId,
    backup_id: row.backupId,
    instance_id: row.instanceId,
    instance_name: row.instanceName,
    state: stateOf(row),
    command: row.command,
    exit_code: row.exitCode,
    fed_bytes: row.fedBytes,
    total_bytes: total,
    creator: { id: row.creatorId, name: creatorName ?? "Holdfast" },
    cancel_requested: row.cancelRequested !== null,
    duration: secondsBetween(row.started, row.finished),
    events: {
      created: row.created.toISOString(),
      started: timeOrNever(row.started),
      finished: timeOrNever(row.finished),
    },
  };
}
