import { isStateful } from "#lib/containers/is-stateful";
import type { HostLook, Mount, ObservedContainer, ObservedInstance } from "#lib/containers/types";
import { readSamples, type Sample } from "#lib/demo/read-samples";

/** The samples as a look at a Docker host would show them. */
export async function observeSamples(dataFolder: string): Promise<HostLook> {
  const samples = await readSamples(dataFolder);
  const containers = [...Map.groupBy(samples, ({ key }) => key).values()].map(toContainer);
  const engineVersion = "None: a demo";
  return { engineId: demoEngine, engineVersion, containers, unsure: [], services: [] };
}

/** Stands where the id of a Docker Engine does. */
export const demoEngine = "demo";

function toContainer(samples: Sample[]): ObservedContainer {
  const [first] = samples;
  if (!first) throw new Error("a group has a member");
  const { key, identifier, environment, environmentKind, image } = first;
  const instances = samples.map(toInstance);
  return {
    ...{ key, identifier, name: identifier, environment, environmentKind, image, instances },
    stateful: instances.some(({ mounts }) => isStateful(mounts)),
  };
}

function toInstance(sample: Sample): ObservedInstance {
  const { slot, dockerId, name, image, imageId, created, command, isRunning } = sample;
  return {
    ...{ slot, dockerId, name, image, imageId, created, command },
    state: isRunning ? "running" : "stopped",
    health: null,
    exitCode: isRunning ? null : 0,
    started: isRunning ? created : null,
    mounts: sample.mounts.map(toMount),
    ports: sample.ports.map((port) => ({ ...port, hostIp: null, protocol: "tcp" })),
  };
}

function toMount({ volume, destination }: Sample["mounts"][number]): Mount {
  return { type: "volume", source: volume, destination, driver: "local", readOnly: false };
}
