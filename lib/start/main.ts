/** The supervisor: starts every part of Holdfast, keeps them running, and stops them. */

import { demoEnvironment } from "#lib/start/demo/demo-environment";
import { StartError } from "#lib/start/start-error";
import { startHoldfast } from "#lib/start/start-holdfast";
import { createStopList } from "#lib/start/stop-list";

// Ctrl-C reaches us from the terminal and once more from npm: that is one, not two.
const sameKeyPressMs = 500;

const parts = createStopList();
let stopAsked = 0;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    const now = performance.now();
    if (stopAsked === 0) {
      stopAsked = now;
      console.log("Holdfast is stopping. Press Ctrl-C again to stop at once.");
      void parts.stop().then(() => process.exit(process.exitCode ?? 0));
    } else if (now - stopAsked > sameKeyPressMs) {
      parts.kill();
      process.exit(1);
    }
  });
}
// A terminal that went away must not end us before our parts are stopped.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

try {
  const demo = process.argv.includes("--demo") || process.env.HOLDFAST_DEMO === "1";
  const env = demo ? demoEnvironment(process.env) : process.env;
  await startHoldfast({ env, dev: process.argv.includes("--dev"), parts });
} catch (error) {
  if (stopAsked === 0) {
    stopAsked = performance.now();
    console.error(error instanceof StartError ? `Holdfast: ${error.message}` : error);
    process.exitCode = 1;
    await parts.stop();
    process.exit(1);
  }
}
