import { z } from "zod";

/** Ids in a path; one that is no UUID cannot name anything. */
export const containerParams = z.object({ containerId: z.uuid() });
export const backupParams = z.object({ containerId: z.uuid(), backupId: z.uuid() });
export const integrationParams = z.object({ integrationId: z.uuid() });
export const jobParams = z.object({ jobId: z.uuid() });

/** A keyset page: where the one before ended, and how many rows (at most 200). */
export const pageQuery = z.object({
  cursor: z.string().nullable().default(null),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
