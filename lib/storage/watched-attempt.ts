/** The attempt was given up because nothing moved for too long. */
export class StalledError extends Error {
  override name = "StalledError";
  readonly idleMs: number;

  constructor(idleMs: number) {
    super(`Nothing moved for ${Math.round(idleMs / 1000)} s.`);
    this.idleMs = idleMs;
  }
}

export type Attempt = {
  /** Ends the attempt's request: aborted by the caller, by the watchdog, or after a failure. */
  signal: AbortSignal;
  /** Tells the watchdog that bytes moved. */
  moved(): void;
};

/**
 * Runs one attempt under a watchdog. When `moved` is not called for `idleMs`, or `signal` is
 * aborted, the attempt's own signal is aborted and this rejects at once, with `StalledError` or the
 * signal's reason. A failed attempt's request is always ended: a store that answers an error early
 * would else be sent the rest of the body.
 */
export async function watchedAttempt<T>(
  signal: AbortSignal | undefined,
  idleMs: number,
  run: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  let lastMove = performance.now();
  const watchdog = setInterval(
    () => {
      if (performance.now() - lastMove >= idleMs) controller.abort(new StalledError(idleMs));
    },
    Math.min(1000, idleMs / 4),
  );
  const pass = () => controller.abort(signal?.reason);
  signal?.addEventListener("abort", pass, { once: true });
  const { promise: ended, reject: end } = Promise.withResolvers<never>();
  controller.signal.addEventListener("abort", () => end(controller.signal.reason), { once: true });
  const moved = () => {
    lastMove = performance.now();
  };
  try {
    return await Promise.race([run({ signal: controller.signal, moved }), ended]);
  } catch (error) {
    const reason = controller.signal.aborted ? controller.signal.reason : error;
    controller.abort(reason);
    ended.catch(() => undefined);
    throw reason;
  } finally {
    clearInterval(watchdog);
    signal?.removeEventListener("abort", pass);
  }
}
