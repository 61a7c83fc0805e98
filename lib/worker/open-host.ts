import type { HostRuntime } from "#lib/containers/host-ports";
import { openDemoHost } from "#lib/demo/demo-host";
import { openDockerHost } from "#lib/docker/docker-host";
import type { Settings } from "#lib/start/settings";

/** What runs the containers that this worker serves: Docker, or in a demo the samples. */
export async function openHost({
  demo,
  dataFolder,
}: Pick<Settings, "demo" | "dataFolder">): Promise<HostRuntime> {
  return demo ? openDemoHost(dataFolder) : openDockerHost();
}
