export type Part = {
  /** Ends it cleanly; never throws. */
  stop(): Promise<void>;
  /** Ends it without waiting. */
  kill(): void;
};

export type StopList = Part & {
  /** Aborted when stopping begins: whatever is still starting gives up. */
  signal: AbortSignal;
  /** Adds what has started; the last added is stopped first. */
  add(part: Part): void;
};

/** What has been started, so that it can be ended in reverse order at any moment of the start. */
export function createStopList(): StopList {
  const parts: Part[] = [];
  const stopping = new AbortController();
  let stopped: Promise<void> | undefined;

  async function stopAll(): Promise<void> {
    stopping.abort();
    for (let part = parts.pop(); part; part = parts.pop()) await part.stop();
  }

  return {
    signal: stopping.signal,
    add(part) {
      if (stopping.signal.aborted) part.kill();
      parts.push(part);
    },
    stop: () => {
      stopped ??= stopAll();
      return stopped;
    },
    kill() {
      stopping.abort();
      for (const part of parts) part.kill();
    },
  };
}
