/**
 * The promise's outcome, or the signal's reason as soon as it is aborted: a command that has closed
 * its stdout, or reads no more, but does not end must still obey cancel and timeout (promise 5).
 */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
