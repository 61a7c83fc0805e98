import type { ConsoleDeps } from "#lib/containers/open-console";

/**
 * Ends what is left of consoles that nobody looks after any more: the web process was killed, or
 * Docker could not be reached when they ended. One that cannot be ended now does not hold up others.
 *
 * @returns how many are still left
 */
export async function sweepConsoles({
  runtime,
  record,
  active,
}: Omit<ConsoleDeps, "limits">): Promise<number> {
  let failed = 0;
  for (const { id, dockerId, hasEnded } of await record.left([...active.keys()])) {
    try {
      if (!hasEnded) await record.ended(id, "restart");
      await runtime.endConsole(dockerId, id);
      await record.removed(id);
    } catch {
      failed += 1;
    }
  }
  return failed;
}
