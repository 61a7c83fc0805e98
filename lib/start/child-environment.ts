import type { Settings } from "#lib/start/settings";

/** The environment of the web server and the worker: ours, completed, without the owner's password. */
export function childEnvironment(
  env: NodeJS.ProcessEnv,
  settings: Settings & { databaseUrl: string; dev: boolean },
): NodeJS.ProcessEnv {
  const { HOLDFAST_OWNER_EMAIL: _, HOLDFAST_OWNER_PASSWORD: __, ...rest } = env;
  return {
    ...rest,
    DATABASE_URL: settings.databaseUrl,
    HOLDFAST_DATA: settings.dataFolder,
    HOLDFAST_HOST: settings.host,
    HOLDFAST_PORT: String(settings.port),
    PORT: String(settings.port),
    HOLDFAST_URL: settings.url,
    NEXTAUTH_URL: settings.url,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: settings.dev ? "development" : "production",
  };
}
