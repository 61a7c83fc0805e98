import { v7 as uuidv7 } from "uuid";
import { requireUnblanked } from "#lib/backups/commands/require-unblanked";
import { parseDuration } from "#lib/backups/duration";
import type { NewRestore, RequestRecord } from "#lib/backups/request-ports";
import type { Actor } from "#lib/backups/types";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Queues a restore of a live backup to a chosen running instance of its container.
 *
 * @throws Refusal when backup or instance are not there, the backup is not live, no restore command
 *   is set, or the instance does not run
 */
export async function requestRestore(
  record: RequestRecord,
  input: { hubId: string; containerId: string; backupId: string; instanceId: string; actor: Actor },
): Promise<NewRestore> {
  const container = await record.container(input.hubId, input.containerId);
  if (!container)
    throw new Refusal("not-found", "This container is not in the hub.", { subject: "container" });
  if (container.deleting) {
    throw new Refusal(
      "invalid-state",
      "This container is being deleted with all its backups, so none can be restored any more.",
    );
  }
  const backup = await record.backup(input.hubId, input.containerId, input.backupId);
  if (!backup)
    throw new Refusal("not-found", "This container has no such backup.", {
      subject: "container.backup",
    });
  if (backup.state !== "live") {
    throw new Refusal(
      "invalid-state",
      backup.state === "missing"
        ? `This backup is missing and cannot be restored. ${backup.errorMessage ?? ""}`.trim()
        : `Only a live backup can be restored; this one is ${backup.state}.`,
    );
  }
  const { config } = container;
  if (!config?.restoreCommand) {
    throw new Refusal(
      "invalid-state",
      "No restore command is set. Set one in Config → Integrations → Backups.",
    );
  }
  requireUnblanked(config.restoreCommand, "restore");
  const instance = container.instances.find((one) => one.id === input.instanceId);
  if (!instance)
    throw new Refusal("not-found", "This container has no such instance.", { subject: "instance" });
  if (instance.state !== "running") {
    throw new Refusal(
      "invalid-state",
      `The instance ${instance.name} is not running. Start it, then restore.`,
    );
  }
  const restore: NewRestore = {
    id: uuidv7(),
    jobId: uuidv7(),
    container,
    instance,
    backupId: backup.id,
    command: config.restoreCommand,
    timeoutSeconds: parseDuration(config.restoreTimeout),
    actor: input.actor,
  };
  if (!(await record.queueRestore(restore))) {
    throw new Refusal(
      "invalid-state",
      "This backup or its container is being deleted, or the backup is not live any more.",
    );
  }
  return restore;
}
