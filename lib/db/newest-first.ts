import { type Column, type SQL, sql } from "drizzle-orm";

/**
 * The order of a list's keyset pages. "nulls last" is how Drizzle makes the lists' indexes, while
 * PostgreSQL's plain `desc` puts nulls first: without these words it would sort the whole list for
 * each page instead of reading the index.
 * https://www.postgresql.org/docs/18/indexes-ordering.html
 */
export function newestFirst(table: { created: Column; id: Column }): SQL[] {
  return [sql`${table.created} desc nulls last`, sql`${table.id} desc nulls last`];
}

/** The same index, read backwards. */
export function oldestFirst(table: { created: Column; id: Column }): SQL[] {
  return [sql`${table.created} asc nulls first`, sql`${table.id} asc nulls first`];
}
