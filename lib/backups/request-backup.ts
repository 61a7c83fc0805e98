import { v7 as uuidv7 } from "uuid";
import { requireUnblanked } from "#lib/backups/commands/require-unblanked";
import { parseDuration } from "#lib/backups/duration";
import type { ContainerForRequest, NewBackup, RequestRecord } from "#lib/backups/request-ports";
import type { Actor, BackupTrigger } from "#lib/backups/types";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Queues a backup of one instance, or of every running one when none is named.
 *
 * @returns the queued backups, in the instances' order
 * @throws Refusal when the container is not there, not stateful, has no backup command, or no such
 *   instance runs
 */
export async function requestBackup(
  record: RequestRecord,
  input: {
    hubId: string;
    containerId: string;
    instanceId?: string;
    trigger: BackupTrigger;
    actor: Actor;
  },
): Promise<NewBackup[]> {
  const container = await record.container(input.hubId, input.containerId);
  if (!container)
    throw new Refusal("not-found", "This container is not in the hub.", { subject: "container" });
  if (container.deleting) throw refuseDeleting();
  const config = requireConfig(container);
  const queued = chooseInstances(container, input.instanceId).map((instance) => ({
    id: uuidv7(),
    jobId: uuidv7(),
    container,
    instance,
    integrationId: config.integrationId,
    trigger: input.trigger,
    command: config.backupCommand,
    timeoutSeconds: parseDuration(config.backupTimeout),
    actor: input.actor,
  }));
  if (!(await record.queueBackups(queued))) throw refuseDeleting();
  return queued;
}

function refuseDeleting(): Refusal {
  return new Refusal(
    "invalid-state",
    "This container is being deleted with all its backups, so none is made of it any more.",
  );
}

function requireConfig(container: ContainerForRequest) {
  if (!container.stateful) {
    throw new Refusal(
      "invalid-state",
      "Only stateful containers are backed up. If this one holds data, mark it as stateful on its Dashboard.",
    );
  }
  if (!container.config) {
    throw new Refusal(
      "invalid-state",
      "No backup command is set. Set one in Config → Integrations → Backups.",
    );
  }
  requireUnblanked(container.config.backupCommand, "backup");
  return container.config;
}

function chooseInstances(container: ContainerForRequest, instanceId: string | undefined) {
  const running = container.instances.filter((instance) => instance.state === "running");
  if (instanceId === undefined) {
    if (running.length > 0) return running;
    throw new Refusal(
      "invalid-state",
      "No instance of this container is running. Start one, then back up.",
    );
  }
  const chosen = container.instances.find((instance) => instance.id === instanceId);
  if (!chosen)
    throw new Refusal("not-found", "This container has no such instance.", { subject: "instance" });
  if (chosen.state !== "running") {
    throw new Refusal(
      "invalid-state",
      `The instance ${chosen.name} is not running. Start it, then try again.`,
    );
  }
  return [chosen];
}
