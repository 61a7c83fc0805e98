import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Browser, ensureBrowser } from "#e2e/services/browser";
import { ensureDockerEngine, stopDockerEngine } from "#e2e/services/docker-engine";
import { ensureImages, type Images } from "#e2e/services/images";
import { withLock } from "#e2e/services/lock";
import { ensurePostgres, stopPostgres } from "#e2e/services/postgres";
import { ensureS3Gateway, type S3Gateway, stopS3Gateway } from "#e2e/services/s3-gateway";
import { workFolder } from "#e2e/services/work-folder";

/** Where the running test services are, with the keys they take. */
export type Services = {
  images: Images;
  s3: S3Gateway;
  /** Superuser of the tests' PostgreSQL; `createDatabase` makes one for a test file. */
  postgresUrl: string;
  browser: Browser;
};

type Stop = () => Promise<void>;

/**
 * Starts what is not running yet; safe to call from several processes at once.
 * @returns the addresses, and a `stop` that ends only what this call started
 */
export async function startServices(): Promise<{ services: Services; stop: Stop }> {
  return withLock("services", async () => {
    const started: Stop[] = [];
    const stop = async () => {
      if (started.length > 0) rmSync(addresses(), { force: true });
      for (const end of started.splice(0).reverse()) await end();
    };
    try {
      if (await timed("Docker Engine", ensureDockerEngine)) started.push(stopDockerEngine);
      const images = await timed("images", ensureImages);
      const gateway = await timed("S3 gateway", ensureS3Gateway);
      if (gateway.started) started.push(stopS3Gateway);
      const database = await timed("PostgreSQL", ensurePostgres);
      if (database.started) started.push(stopPostgres);
      const browser = await timed("browser", ensureBrowser);
      const services = { images, s3: gateway.gateway, postgresUrl: database.url, browser };
      writeFileSync(addresses(), JSON.stringify(services, null, 2), { mode: 0o600 });
      return { services, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  });
}

/** Ends every service that any run started on this machine, and no other. */
export async function stopServices(): Promise<void> {
  await withLock("services", async () => {
    rmSync(addresses(), { force: true });
    await stopPostgres();
    await stopS3Gateway();
    await stopDockerEngine();
  });
}

/** @throws when no services were started; `npm run services` does it */
export function readServices(): Services {
  try {
    return JSON.parse(readFileSync(addresses(), "utf8"));
  } catch {
    throw new Error("The test services are not running: npm run services");
  }
}

const addresses = () => workFolder("services.json");

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`${what} ready (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return result;
}
