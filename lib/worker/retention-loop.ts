import { applyRetention } from "#lib/backups/apply-retention";

const everyMs = 60_000;
/** A backup that only grows too old is no change that a look at what changed would see. */
const wholeEveryMs = 3_600_000;
/** A clock that is a little behind, and a change that was written a little later than it is dated. */
const slackMs = 120_000;

/**
 * Applies retention on one host: each minute, and when woken, where a policy or a backup changed;
 * everywhere at the start and each hour. `removed` is told when something went.
 */
export function startRetentionLoop(
  deps: Parameters<typeof applyRetention>[0],
  hostId: string,
  removed: () => void,
): { wake(): void; stop(): Promise<void> } {
  let looking: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let last: Date | null = null;
  let wholeDue = 0;

  async function look(): Promise<void> {
    while (again && !stopped) {
      again = false;
      await lookOnce();
    }
  }

  async function lookOnce(): Promise<void> {
    const whole = performance.now() >= wholeDue;
    const began = deps.now();
    const since = whole || !last ? null : new Date(last.getTime() - slackMs);
    if ((await applyRetention(deps, hostId, since)) > 0) removed();
    last = began;
    if (whole) wholeDue = performance.now() + wholeEveryMs;
  }

  function wake(): void {
    if (stopped) return;
    again = true;
    looking ??= look()
      .catch((error: unknown) => console.error("retention:", error))
      .finally(() => {
        looking = null;
      });
  }

  const timer = setInterval(wake, everyMs);
  wake();
  return {
    wake,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
    },
  };
}
