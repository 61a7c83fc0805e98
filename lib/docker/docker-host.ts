import type { HostRuntime } from "#lib/containers/host-ports";
import { createCommandRunner } from "#lib/docker/command-runner";
import { connectDocker } from "#lib/docker/connect-docker";
import { createDockerRemoval } from "#lib/docker/docker-removal";
import { watchHost } from "#lib/docker/watch-host";

/** The Docker host that the environment names. No request is made yet. */
export async function openDockerHost(): Promise<HostRuntime> {
  const docker = await connectDocker();
  return {
    commands: createCommandRunner(docker),
    removal: createDockerRemoval(docker),
    watch: (handlers) => watchHost(docker, handlers),
  };
}
