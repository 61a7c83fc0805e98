import { z } from "zod";

/** Ids in a path; one that is no UUID cannot name anything. */
export const containerParams = z.object({ containerId: z.uuid() });
export const backupParams = z.object({ containerId: z.uuid(), backupId: z.uuid() });
export const integrationParams = z.object({ integrationId: z.uuid() });
export const jobParams = z.object({ jobId: z.uuid() });

const rows = z.coerce.number().int().min(1).max(200);

/**
 * A page of at most 200 rows: ours is a keyset page (`cursor` says where the one before ended), and
 * Cycle's `page[number]` (from 1) and `page[size]` are understood too.
 */
export const pageQuery = z
  .object({
    cursor: z.string().nullable().default(null),
    limit: rows.default(50),
    "page[number]": z.coerce.number().int().min(1).max(100_000).optional(),
    "page[size]": rows.optional(),
    include: z.string().optional(),
  })
  .transform((query) => {
    const limit = query["page[size]"] ?? query.limit;
    const offset = ((query["page[number]"] ?? 1) - 1) * limit;
    return { cursor: query.cursor, limit, offset, include: query.include };
  });

export type Page = { cursor: string | null; limit: number; offset: number };
