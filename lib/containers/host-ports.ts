import type { CommandRunner } from "#lib/backups/ports";
import type { DockerRemoval } from "#lib/containers/deletion-ports";
import type { HostLook } from "#lib/containers/types";

export type HostWatch = { stop(): void };

export type WatchHandlers = {
  /** Answers when to look again at the latest, where that matters. */
  seen(look: HostLook): Promise<Date | null>;
  unreachable(reason: string): Promise<void>;
};

/** What a worker does on the host that it serves, whatever runs the containers there. */
export type HostRuntime = {
  commands: CommandRunner;
  removal: DockerRemoval;
  /** Keeps the record of the host's containers fresh until it is stopped. */
  watch(handlers: WatchHandlers): HostWatch;
};
