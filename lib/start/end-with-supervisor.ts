/**
 * Loaded first into each part: ends it when the supervisor is gone, even if the part hangs or has
 * not yet come to listen for that itself. A part that cleans up first has this long to do so.
 */
const graceMs = 12_000;

process.on("disconnect", () => {
  setTimeout(() => process.exit(1), graceMs).unref();
});
