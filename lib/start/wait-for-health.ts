import { setTimeout as sleep } from "node:timers/promises";
import type { Settings } from "#lib/start/settings";

const pauseMs = 150;
const askMs = 60_000;

/**
 * Waits until the web server answers at `/api/health` that it and its database are well.
 *
 * @param giveUp asked before each try; throws when there is nothing to wait for any more
 * @throws when `signal` aborts
 */
export async function waitForHealth(
  { host, port }: Pick<Settings, "host" | "port">,
  { giveUp, signal }: { giveUp: () => void; signal: AbortSignal },
): Promise<void> {
  const address = `http://${reachable(host)}:${port}/api/health`;
  for (;;) {
    giveUp();
    const timeout = AbortSignal.timeout(askMs);
    const well = await fetch(address, { signal: AbortSignal.any([signal, timeout]) }).then(
      (response) => response.ok,
      () => false,
    );
    if (well) return;
    await sleep(pauseMs, undefined, { signal });
  }
}

/** Every address is bound by one that cannot be connected to; and IPv6 wants brackets. */
function reachable(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
