import { resolve } from "node:path";
import { z } from "zod";
import { budgetBytes } from "#lib/pipeline/buffer-budget";
import { StartError } from "#lib/start/start-error";

export type Settings = {
  /** Absolute path; everything that Holdfast keeps lies in it. */
  dataFolder: string;
  port: number;
  /** The address that the web server binds. */
  host: string;
  /** What people type into a browser, without a slash at the end. */
  url: string;
  /** Null: the embedded PostgreSQL is used. */
  databaseUrl: string | null;
  /** Bytes that the buffers of all runs of the worker come to at most. */
  memoryBytes: number;
  /** Makes the owner without the set-up link, on the first start only. */
  owner: { email: string; password: string } | null;
  /** Samples on this machine take the place of Docker's containers. */
  demo: boolean;
};

const mebibyte = 2 ** 20;
const port = z.coerce.number().int().min(1).max(65535);
const protocols = { web: /^https?$/, database: /^postgres(ql)?$/ };
const rules = {
  HOLDFAST_DATA: z.string().default("./data"),
  HOLDFAST_PORT: port.optional(),
  PORT: port.default(3000),
  HOLDFAST_HOST: z.string().default("127.0.0.1"),
  HOLDFAST_URL: z
    .url({ protocol: protocols.web, abort: true })
    .refine((url) => !/[?#]/.test(url) && new URL(url).pathname === "/")
    .transform((url) => new URL(url).origin)
    .optional(),
  DATABASE_URL: z.url({ protocol: protocols.database }).optional(),
  HOLDFAST_MEMORY: z.coerce
    .number()
    .int()
    .min(budgetBytes / mebibyte)
    .default(640),
  HOLDFAST_OWNER_EMAIL: z.email().optional(),
  HOLDFAST_OWNER_PASSWORD: z.string().min(10).max(1024).optional(),
  HOLDFAST_DEMO: z.literal("1").optional(),
};
const wanted: Record<keyof typeof rules, string> = {
  HOLDFAST_DATA: "a folder",
  HOLDFAST_PORT: "a port from 1 to 65535",
  PORT: "a port from 1 to 65535",
  HOLDFAST_HOST: "an address of this machine, such as 127.0.0.1 or 0.0.0.0",
  HOLDFAST_URL: "an address such as https://backups.example.com, without a path",
  DATABASE_URL: "an address such as postgres://user:password@host:5432/database",
  HOLDFAST_MEMORY: "a number of MiB, 160 or more",
  HOLDFAST_OWNER_EMAIL: "an e-mail address",
  HOLDFAST_OWNER_PASSWORD: "a password of 10 to 1024 characters",
  HOLDFAST_DEMO: "1 (`npm run demo` does)",
};

/**
 * Reads the settings from the environment; a blank variable counts as not set.
 *
 * `HOLDFAST_HOST` is 127.0.0.1 unless set: the dashboard speaks plain HTTP and can reach every
 * container, so being open to the network (`0.0.0.0`, best behind a proxy with TLS) is a choice.
 *
 * @throws StartError for the first variable that cannot be used; a value is never in its message
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(
    Object.keys(rules).map((name) => [name, env[name]?.trim() ? env[name] : undefined]),
  );
  const result = z.object(rules).safeParse(given);
  if (!result.success) {
    const name = result.error.issues[0]?.path[0] as keyof typeof rules;
    throw new StartError(`${name} is not usable: set it to ${wanted[name]}, or leave it out.`);
  }
  const read = result.data;
  const chosenPort = read.HOLDFAST_PORT ?? read.PORT;
  return {
    dataFolder: resolve(read.HOLDFAST_DATA),
    port: chosenPort,
    host: read.HOLDFAST_HOST,
    url: read.HOLDFAST_URL ?? `http://localhost:${chosenPort}`,
    databaseUrl: read.DATABASE_URL ?? null,
    memoryBytes: read.HOLDFAST_MEMORY * mebibyte,
    demo: read.HOLDFAST_DEMO === "1",
    owner: readOwner(read.HOLDFAST_OWNER_EMAIL, read.HOLDFAST_OWNER_PASSWORD),
  };
}

function readOwner(email?: string, password?: string): Settings["owner"] {
  if (email === undefined && password === undefined) return null;
  if (email === undefined || password === undefined)
    throw new StartError("Set both HOLDFAST_OWNER_EMAIL and HOLDFAST_OWNER_PASSWORD, or neither.");
  return { email, password };
}
