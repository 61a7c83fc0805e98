import { StartError } from "#lib/start/start-error";

/**
 * The environment of `npm run demo`: a folder, a database and an owner of its own (`demoPassword`). It
 * listens on this machine only, for whoever signs in can run commands as the user that started it.
 *
 * @throws StartError when it is told to listen elsewhere
 */
export function demoEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, HOLDFAST_URL: __, HOLDFAST_HOST: host, ...most } = env;
  const { HOLDFAST_OWNER_EMAIL: ___, HOLDFAST_OWNER_PASSWORD: ____, ...rest } = most;
  if (host?.trim() && !["127.0.0.1", "localhost", "::1"].includes(host.trim()))
    throw new StartError(
      "The demo listens on this machine only: its commands run as processes of yours. Leave HOLDFAST_HOST out.",
    );
  return {
    ...rest,
    HOLDFAST_DEMO: "1",
    HOLDFAST_DATA: env.HOLDFAST_DATA?.trim() || "./demo-data",
    HOLDFAST_HOST: "127.0.0.1",
  };
}
