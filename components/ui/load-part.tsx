const longestWaitMs = 15_000;

/**
 * For `dynamic`: fetches a part of the page, and as long as the server cannot be reached tries again: a
 * line that is cut for a moment must not take the page away.
 * @throws where the server answers and has no such part: a newer Holdfast serves other files by now
 */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  for (let waitMs = 1000; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
    try {
      return await load();
    } catch {
      if (await answers()) return load();
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

const answers = () =>
  fetch("/api/health", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
