import type { ContainerRuntime } from "#lib/containers/runtime-ports";
import { createSampleRuntime } from "#lib/demo/sample-runtime";
import { connectDocker } from "#lib/docker/connect-docker";
import { createContainerRuntime } from "#lib/docker/container-runtime";
import type { Settings } from "#lib/start/settings";

/** What the web process asks of what runs the containers: of Docker, or in a demo of the samples. */
export function openRuntime({
  demo,
  dataFolder,
}: Pick<Settings, "demo" | "dataFolder">): ContainerRuntime {
  return demo ? createSampleRuntime(dataFolder) : createContainerRuntime(connectDocker);
}
