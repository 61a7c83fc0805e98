import type { RunDeps } from "#lib/backups/ports";

/**
 * The hook between the steps of a run. In a test `HOLDFAST_KILL_AT=<step>` makes the process kill
 * itself there, as `kill -9` would; otherwise it does nothing.
 */
export function createSteps(env: NodeJS.ProcessEnv): RunDeps["step"] {
  const killAt = env.HOLDFAST_KILL_AT;
  return async (_run, name) => {
    if (name === killAt) process.kill(process.pid, "SIGKILL");
  };
}
