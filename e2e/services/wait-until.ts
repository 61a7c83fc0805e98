import { setTimeout as sleep } from "node:timers/promises";

/**
 * Asks every quarter of a second until `ask` answers with something other than false or undefined.
 * @throws after `seconds`, with `what` in the message, and at once when `ask` throws
 */
export async function waitUntil<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | false | undefined>,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`Waited ${seconds} s in vain for ${what}`);
    await sleep(250);
  }
}
