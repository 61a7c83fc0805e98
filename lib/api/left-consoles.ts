import type { ConsoleDeps } from "#lib/containers/open-console";
import { sweepConsoles } from "#lib/containers/sweep-consoles";

const everyMs = 30_000;

/** Sweeps up consoles that nobody looks after: those of a process before this one, first of all. */
export function sweepLeftConsoles(deps: ConsoleDeps): { stop(): void } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const sweep = async () => {
    // A database or a Docker that does not answer now is asked again.
    await sweepConsoles(deps).catch((error: unknown) => console.error("consoles:", error));
    if (!stopped) timer = setTimeout(sweep, everyMs);
  };
  void sweep();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
