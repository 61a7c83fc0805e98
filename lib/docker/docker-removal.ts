import type Docker from "dockerode";
import type { DockerRemoval } from "#lib/containers/deletion-ports";
import { RemovalFailure } from "#lib/containers/removal-failure";
import { explainDockerError, statusCode } from "#lib/docker/connect-docker";
import { readEngineId } from "#lib/docker/engine-id";
import { identifyListed } from "#lib/docker/observe-containers";

/** How long Docker may take for one call; stopping a container takes up to ten seconds of its own. */
const answerMs = 60_000;

/** What a deletion does in Docker, by dockerode. */
export function createDockerRemoval(docker: Docker): DockerRemoval {
  return {
    engineId: () => explained(() => readEngineId(docker)),

    find: (key) =>
      explained(async () => {
        const listed = await docker.listContainers({
          all: true,
          abortSignal: AbortSignal.timeout(answerMs),
        });
        return listed.filter((one) => identifyListed(one)?.key === key).map(({ Id }) => Id);
      }),

    async removeService(key) {
      if (!key.startsWith("swarm:")) return;
      const info: { Swarm?: { LocalNodeState?: string; ControlAvailable?: boolean } } =
        await explained(() => docker.info());
      if (info.Swarm?.LocalNodeState !== "active") return;
      if (!info.Swarm.ControlAvailable) {
        throw new RemovalFailure(
          "This Docker host is no manager of its Swarm and may not remove the service. Remove it on a manager by `docker service rm`; the rest goes on by itself.",
        );
      }
      await explained(() => unlessGone(docker.getService(key.slice("swarm:".length)).remove()));
    },

    removeContainer: (dockerId, withUnnamedVolumes) =>
      explained(() =>
        unlessGone(
          docker.getContainer(dockerId).remove({
            force: true,
            v: withUnnamedVolumes,
            abortSignal: AbortSignal.timeout(answerMs),
          }),
        ),
      ),

    removeVolume: (name) =>
      explained(async () => {
        const users = await docker.listContainers({ all: true, filters: { volume: [name] } });
        if (users.length > 0) return usedBy(users.map(({ Names }) => Names[0]?.slice(1) ?? "?"));
        try {
          await docker.getVolume(name).remove({ abortSignal: AbortSignal.timeout(answerMs) });
        } catch (error) {
          if (statusCode(error) === 409) return usedBy([]);
          if (statusCode(error) !== 404) throw error;
        }
        return null;
      }),
  };
}

function usedBy(names: string[]): string {
  return names.length > 0
    ? `${names.join(", ")} ${names.length === 1 ? "uses" : "use"} it.`
    : "Another container uses it.";
}

/** Removing what is not there succeeds. */
async function unlessGone(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (statusCode(error) !== 404) throw error;
  });
}

async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RemovalFailure) throw error;
    const refused = statusCode(error) !== null && error instanceof Error;
    const message = refused
      ? `Docker refused: ${error.message.trim()}`
      : explainDockerError(error, process.env.DOCKER_HOST);
    throw new RemovalFailure(message, { cause: error });
  }
}
