import { type Column, type SQL, sql } from "drizzle-orm";
import { decodeCursor } from "#lib/api/cursor";
import type { Page } from "#lib/api/params";
import { newestFirst, oldestFirst } from "#lib/db/newest-first";

/** A page's rows in their order, and those only that come after its cursor. Throws HttpFailure 422. */
export function keyset(
  table: { created: Column; id: Column },
  { cursor, sort }: Pick<Page, "cursor" | "sort">,
): { after: SQL | undefined; order: SQL[] } {
  const order = sort.descending ? newestFirst(table) : oldestFirst(table);
  if (cursor === null) return { after: undefined, order };
  const { created, id } = decodeCursor(cursor);
  const beyond = sql.raw(sort.descending ? "<" : ">");
  return {
    after: sql`(${table.created}, ${table.id}) ${beyond} (${created}::timestamptz, ${id}::uuid)`,
    order,
  };
}
