import { z } from "zod";

/** What a sample's `about.json` says: what Docker would know of a container. */
export const sampleAbout = z.object({
  dockerId: z.string(),
  key: z.string(),
  identifier: z.string(),
  environment: z.string(),
  environmentKind: z.enum(["compose", "swarm", "standalone"]),
  slot: z.string(),
  name: z.string(),
  image: z.string(),
  imageId: z.string(),
  command: z.string(),
  created: z.coerce.date(),
  /** `NAME=value` pairs. */
  env: z.array(z.string()),
  mounts: z.array(z.object({ volume: z.string(), destination: z.string() })),
  ports: z.array(z.object({ containerPort: z.number(), hostPort: z.number().nullable() })),
  /** What it writes into its log now and then. */
  logLines: z.array(z.string()),
  /** Bytes; what it seems to use, more or less. */
  memory: z.number(),
  /** 100 is one core. */
  cpu: z.number(),
});

export type SampleAbout = z.infer<typeof sampleAbout>;
