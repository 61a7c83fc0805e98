import type Docker from "dockerode";
import type { ContainerRuntime } from "#lib/containers/runtime-ports";
import { followLog } from "#lib/docker/follow-log";
import { followStats } from "#lib/docker/follow-stats";
import { killRun } from "#lib/docker/kill-run";
import { measureVolumes } from "#lib/docker/measure-volumes";
import { openConsole } from "#lib/docker/open-console";
import { asRuntimeRefusal } from "#lib/docker/runtime-refusal";

/**
 * The port's view of a Docker host.
 *
 * @param connect called at the first need, and again after it has failed
 */
export function createContainerRuntime(connect: () => Promise<Docker>): ContainerRuntime {
  let connected: Promise<Docker> | undefined;
  const docker = () => {
    connected ??= connect().catch((error: unknown) => {
      connected = undefined;
      throw error;
    });
    return connected;
  };
  return {
    stats: (dockerId, signal) =>
      speaking(async function* () {
        yield* followStats(await docker(), dockerId, signal);
      }, signal),
    log: (dockerId, options) =>
      speaking(async function* () {
        yield* followLog(await docker(), dockerId, options);
      }, options.signal),
    openConsole: (dockerId, console) =>
      refusing(async () => openConsole(await docker(), dockerId, console)),
    // A terminal that is closed says HUP; TERM means nothing to a shell that somebody types into.
    endConsole: (dockerId, id) =>
      refusing(async () =>
        killRun(await docker(), { dockerId, runId: id, pid: null }, { gently: "HUP" }),
      ),
    volumeSizes: () => refusing(async () => measureVolumes(await docker())),
  };
}

async function refusing<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asRuntimeRefusal(error);
  }
}

/** Docker's failures in the port's words; one that follows an abort is none. */
async function* speaking<T>(read: () => AsyncGenerator<T>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    yield* read();
  } catch (error) {
    if (!signal.aborted) throw asRuntimeRefusal(error);
  }
}
