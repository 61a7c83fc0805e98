import type { ConsoleSize } from "#lib/containers/runtime-ports";
import type { ConsoleEnd } from "#lib/containers/types";

/** Where a console is, and who has it. */
export type ConsolePlace = {
  hubId: string;
  containerId: string;
  instanceId: string;
  instanceName: string;
  dockerId: string;
};

export type LeftConsole = { id: string; dockerId: string; hasEnded: boolean };

/**
 * The record of open consoles. The row stands before the shell runs and goes when none of its
 * processes is left, so that a web process that was killed is cleaned up after.
 */
export type ConsoleRecord = {
  /** Throws Refusal when the member, or the hub, has too many open. */
  begin(console: {
    id: string;
    place: ConsolePlace;
    actor: { id: string | null; name: string };
  }): Promise<void>;
  /** The shell runs: this goes into the activity. */
  opened(id: string, shell: string): Promise<void>;
  /** It goes into the activity, with how long it was open; once, however often it is said. */
  ended(id: string, reason: ConsoleEnd): Promise<void>;
  /** Nothing of it is left in the instance. */
  removed(id: string): Promise<void>;
  /** Every console that is recorded, other than `active`. */
  left(active: readonly string[]): Promise<LeftConsole[]>;
};

export type ConsoleLimits = {
  /** Milliseconds without a key pressed. */
  idleMs: number;
  /** Milliseconds in all. */
  longestMs: number;
};

export type ConsoleRequest = {
  place: ConsolePlace;
  actor: { id: string | null; name: string };
  size: ConsoleSize;
};
