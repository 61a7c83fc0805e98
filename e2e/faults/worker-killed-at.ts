/*
 * The worker, but that it kills itself as `kill -9` would at the step that HOLDFAST_KILL_AT names.
 * Only this entry point knows the variable: the product has no way to be killed by it.
 */
import { serveHost } from "#lib/worker/serve-host";

const killAt = process.env.HOLDFAST_KILL_AT;

await serveHost({
  step: async (_run, name) => {
    if (name === killAt) process.kill(process.pid, "SIGKILL");
  },
});
