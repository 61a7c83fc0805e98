type Waiting<V> = {
  signal: AbortSignal;
  resolve: (value: V) => void;
  reject: (error: unknown) => void;
};

/**
 * Gathers single questions that come within `waitMs` into requests of at most `most` keys. One whose
 * asker has gone before its turn is not asked. `fetchMany` answers what it knows by key; `otherwise` is
 * the answer for the rest.
 */
export function batch<V>(
  { waitMs, most, otherwise }: { waitMs: number; most: number; otherwise: V },
  fetchMany: (keys: string[]) => Promise<ReadonlyMap<string, V>>,
) {
  let waiting = new Map<string, Waiting<V>[]>();

  async function run() {
    const asked = [...waiting].filter(([, askers]) => askers.some(({ signal }) => !signal.aborted));
    waiting = new Map();
    for (let at = 0; at < asked.length; at += most) {
      const part = asked.slice(at, at + most);
      try {
        const found = await fetchMany(part.map(([key]) => key));
        for (const [key, askers] of part)
          for (const { resolve } of askers) resolve(found.get(key) ?? otherwise);
      } catch (error) {
        for (const [, askers] of part) for (const { reject } of askers) reject(error);
      }
    }
  }

  return (key: string, signal: AbortSignal) =>
    new Promise<V>((resolve, reject) => {
      if (waiting.size === 0) setTimeout(run, waitMs);
      waiting.set(key, [...(waiting.get(key) ?? []), { signal, resolve, reject }]);
    });
}
