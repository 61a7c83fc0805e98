/**
 * Runs `work` once for all keys that were named within `waitMs`, and never twice at the same time:
 * what is named meanwhile waits for the next run. Errors of `work` are its own to handle.
 */
export function gather<V>(waitMs: number, work: (values: Map<string, V>) => Promise<void> | void) {
  let waiting = new Map<string, V>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;

  function plan() {
    if (timer !== undefined || running || waiting.size === 0) return;
    timer = setTimeout(run, waitMs);
  }

  async function run() {
    timer = undefined;
    running = true;
    const values = waiting;
    waiting = new Map();
    try {
      await work(values);
    } finally {
      running = false;
      plan();
    }
  }

  return (key: string, value: V) => {
    waiting.set(key, value);
    plan();
  };
}
