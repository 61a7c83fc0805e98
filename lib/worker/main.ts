/** The worker process: serves one Docker host, runs its backups, restores and deletions. */
import { serveHost } from "#lib/worker/serve-host";

await serveHost({ step: async () => undefined });
