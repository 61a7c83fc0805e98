import type { HostRuntime } from "#lib/containers/host-ports";
import { createSampleCommands } from "#lib/demo/sample-commands";
import { createSampleRemoval } from "#lib/demo/sample-removal";
import { watchSamples } from "#lib/demo/watch-samples";

/** A demo's samples in place of a Docker host. */
export function openDemoHost(dataFolder: string): HostRuntime {
  return {
    commands: createSampleCommands(dataFolder),
    removal: createSampleRemoval(dataFolder),
    watch: (handlers) => watchSamples(dataFolder, handlers),
  };
}
