import type {
  ContainerDeletionRecord,
  DockerRemoval,
  DoomedContainer,
} from "#lib/containers/deletion-ports";
import { RemovalFailure } from "#lib/containers/removal-failure";
import type { DeletePlan } from "#lib/containers/types";

/** The moments between what a deletion does outside this process: a test kills the process at each. */
export type ContainerStep =
  | "container-planned"
  | "service-removed"
  | "container-removed"
  | "volume-removed"
  | "docker-removed"
  | "backups-sent";

export type ContainerDeletionDeps = {
  record: ContainerDeletionRecord;
  docker: DockerRemoval;
  step(name: ContainerStep): Promise<void>;
};

/**
 * Brings the deletion of a container as far as it goes now: its runs end, its Docker containers go, then
 * its volumes if asked, then its backups are sent on their way, and when the last of them is gone it is
 * deleted. Each step may be done again after a crash. A failure stands in its record, for the next try.
 *
 * @returns whether there are backups for the deletions to see to
 */
export async function deleteContainer(
  deps: ContainerDeletionDeps,
  doomed: DoomedContainer,
): Promise<boolean> {
  const { record } = deps;
  try {
    const going = await record.stopRuns(doomed);
    // Whoever ends them looks again.
    if (going !== 0) return false;
    if (!doomed.dockerRemoved) await removeFromDocker(deps, doomed);
    const left = await record.sendBackups(doomed);
    await deps.step("backups-sent");
    if (left === 0) await record.deleted(doomed);
    return left !== null && left > 0;
  } catch (error) {
    const known = error instanceof RemovalFailure;
    if (!known) console.error(`delete container ${doomed.id}:`, error);
    const message = known ? error.message : "Something unexpected went wrong.";
    await record.failed(doomed, message);
    return false;
  }
}

async function removeFromDocker(
  { record, docker, step }: ContainerDeletionDeps,
  doomed: DoomedContainer,
): Promise<void> {
  const { key, deleteVolumes } = doomed;
  if ((await docker.engineId()) !== doomed.plan.engineId) {
    throw new RemovalFailure(
      "Another Docker Engine answers than the one that runs this container. Point DOCKER_HOST back at it; nothing is removed until then.",
    );
  }
  const plan = await fixPlan({ record, docker }, doomed);
  await step("container-planned");
  await docker.removeService(key);
  await step("service-removed");
  // A service that is ended is not made anew, but its last tasks may still come and go.
  const more = key.startsWith("swarm:") ? await docker.find(key) : [];
  for (const dockerId of new Set([...(plan.dockerIds ?? []), ...more])) {
    await docker.removeContainer(dockerId, deleteVolumes);
    await step("container-removed");
  }
  const left: DeletePlan["left"] = [];
  for (const name of plan.volumes) {
    const reason = await docker.removeVolume(name);
    if (reason !== null) left.push({ name, reason });
    await step("volume-removed");
  }
  await record.noteDockerRemoved(doomed, left);
  await step("docker-removed");
}

/** What is made anew under its name from then on is not a part of it. */
async function fixPlan(
  { record, docker }: Pick<ContainerDeletionDeps, "record" | "docker">,
  doomed: DoomedContainer,
): Promise<DeletePlan> {
  if (doomed.plan.dockerIds) return doomed.plan;
  const plan: DeletePlan = {
    ...doomed.plan,
    dockerIds: await docker.find(doomed.key),
    volumes: doomed.deleteVolumes ? doomed.volumes : [],
  };
  await record.notePlan(doomed, plan);
  return plan;
}
