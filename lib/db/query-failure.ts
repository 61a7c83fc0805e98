import { PgPreparedQuery } from "drizzle-orm/pg-core";

/**
 * A statement that failed: what was asked and why, without the values it was asked with. Errors end in
 * logs, and values may be sealed secrets, password hashes or a command's log. The cause has the
 * SQLSTATE as `code`.
 */
export class QueryFailure extends Error {
  override name = "QueryFailure";

  constructor(query: string, cause: unknown) {
    super(`Failed query: ${query}`, { cause: withoutValues(cause) });
  }
}

// Of what PostgreSQL says (https://www.postgresql.org/docs/current/protocol-error-fields.html), the
// detail shows whole rows ("Failing row contains …") and the context shows parameters.
const told = ["name", "stack", "code", "severity", "routine", "table_name", "constraint_name"];

function withoutValues(cause: unknown): Error {
  const clean = new Error(cause instanceof Error ? cause.message : "It failed without an error.");
  if (!(cause instanceof Error)) return clean;
  for (const field of told) {
    const value: unknown = Reflect.get(cause, field);
    if (value !== undefined) Object.defineProperty(clean, field, { value, enumerable: true });
  }
  return clean;
}

type Run = (query: string, params: unknown[], run: () => Promise<unknown>) => Promise<unknown>;

/**
 * Makes every statement of Drizzle fail with a `QueryFailure`. Its own error carries all values, in its
 * message too; this method is the only place that makes one, and does nothing else without a cache.
 */
export function hideValuesInErrors(): void {
  const statement = PgPreparedQuery.prototype as unknown as { queryWithCache: Run };
  statement.queryWithCache = async (query, _params, run) => {
    try {
      return await run();
    } catch (error) {
      throw new QueryFailure(query, error);
    }
  };
}
