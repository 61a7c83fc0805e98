/**
 * Loaded first into each part: ends it when the supervisor is gone, even if the part hangs. A part
 * that does not yet listen for that itself has nothing to clean up: it ends at once, or it would still
 * take the port that the next start wants. One that listens has this long.
 */
const graceMs = 12_000;

process.on("disconnect", () => {
  if (process.listenerCount("disconnect") === 1) process.exit(1);
  setTimeout(() => process.exit(1), graceMs).unref();
});
if (!process.connected) process.exit(1);
