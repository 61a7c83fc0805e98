import { v7 as uuidv7 } from "uuid";
import type { DeletionRequestRecord } from "#lib/containers/deletion-ports";
import { Refusal } from "#lib/hubs/refusal";

/**
 * Has a container deleted with all its backups: its Docker containers, its volumes if asked, its backups.
 *
 * @param input.name what was typed as its name, where somebody was asked to
 * @returns the job, which is over when the last backup is gone
 * @throws Refusal when it is not there, is being deleted, or is not called that
 */
export async function requestDeletion(
  record: DeletionRequestRecord,
  input: {
    hubId: string;
    containerId: string;
    name?: string;
    volumes: boolean;
    actor: { id: string | null; name: string };
  },
): Promise<{ jobId: string }> {
  const { hubId, containerId, name, volumes, actor } = input;
  const container = await record.find(hubId, containerId);
  if (!container)
    throw new Refusal("not-found", "This container is not in the hub.", { subject: "container" });
  if (name !== undefined && name !== container.name) {
    const message = `This is not its name. Type ${container.name} to delete it.`;
    throw new Refusal("invalid-argument", message, { fields: { name: message } });
  }
  if (volumes && container.isGone && !container.isOnItsEngine) {
    throw new Refusal(
      "invalid-state",
      "Another Docker Engine answers than the one that has its volumes. Delete it without them, or point DOCKER_HOST back first.",
    );
  }
  const jobId = uuidv7();
  if (!(await record.requestDeletion({ container, jobId, volumes, actor })))
    throw new Refusal("invalid-state", "This container is being deleted already.");
  return { jobId };
}
