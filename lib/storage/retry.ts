import { setTimeout as sleep } from "node:timers/promises";

export type RetryPolicy = {
  /** How long after the first failure another try may still begin. */
  forMs: number;
  /** Tries that are made even when each takes longer than `forMs`. */
  leastTries: number;
  /** The wait before the second try; it doubles from try to try, up to `longestDelayMs`. */
  firstDelayMs: number;
  longestDelayMs: number;
};

export const defaultRetry: RetryPolicy = {
  forMs: 5 * 60_000,
  leastTries: 3,
  firstDelayMs: 500,
  longestDelayMs: 20_000,
};

/** A store may ask for more patience than our longest delay, but not for more than this. */
const longestRetryAfterMs = 60_000;

/** Whether a failed try is worth another, and how long the store asked to wait (null: it did not). */
export type RetryAdvice = { retry: boolean; afterMs: number | null };

/**
 * Tries `attempt` until it succeeds, `advise` says that another try is useless, or the time is up;
 * then throws the last error. Waits are drawn at random from half to all of the doubling delay, so
 * that many parts slowed down at once do not come back at once. An aborted signal ends it at once
 * with the signal's reason.
 */
export async function withRetry<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  attempt: (tried: number) => Promise<T>,
  advise: (error: unknown) => RetryAdvice,
): Promise<T> {
  let firstFailure: number | null = null;
  for (let tried = 0; ; tried++) {
    signal?.throwIfAborted();
    try {
      return await attempt(tried);
    } catch (error) {
      signal?.throwIfAborted();
      const { retry, afterMs } = advise(error);
      firstFailure ??= performance.now();
      const late = performance.now() - firstFailure >= policy.forMs;
      if (!retry || (late && tried + 1 >= policy.leastTries)) throw error;
      const doubled = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** tried);
      const jittered = doubled * (0.5 + Math.random() / 2);
      const asked = Math.min(afterMs ?? 0, longestRetryAfterMs);
      await sleep(Math.max(jittered, asked), undefined, { signal }).catch(() => {
        signal?.throwIfAborted();
      });
    }
  }
}
