/**
 * What the HTTP API answers, as the browser and scripts see it. Names and shapes are Cycle's where
 * Cycle has them; the rest stands beside. Times are RFC 3339 (`neverTime` for one that has not come),
 * sizes bytes, durations seconds, ids UUIDv7.
 */
export type ApiError = {
  status: number;
  code: string;
  title: string;
  detail?: string;
  /** Messages by input path (`backup.command`), for the field they belong to. */
  fields?: Record<string, string>;
};

export type ApiList<T> = { data: T[]; next_cursor?: string | null; total?: number };

export type Events = { created: string; updated: string; deleted: string };

export type Creator = { id: string | null; name: string };
