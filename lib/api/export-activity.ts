import type { ActivityFilter } from "#lib/api/activity-query";
import { csvLine } from "#lib/api/csv-line";
import type { ActivityDto } from "#lib/api/hub-dto";
import { pacedStream } from "#lib/api/paced-stream";
import { readActivity } from "#lib/api/read-activity";
import type { Database } from "#lib/db/client";
import { activityLine } from "#lib/hubs/activity-words";

const rowsAtOnce = 500;
const idleMs = 60_000;
const types = { csv: "text/csv; charset=utf-8", json: "application/json" };
const columns = ["time", "who", "what", "event", "container", "backup", "subject", "details"];

/**
 * All of the audit trail that the filters let through as a file, newest first. It is read page by page
 * as fast as it is taken, so that its length costs no memory.
 */
export function exportActivity(
  db: Database,
  hubId: string,
  { format, ...filter }: ActivityFilter & { format: "csv" | "json" },
): Response {
  const rows = readAll(db, hubId, filter);
  const parts = format === "csv" ? asCsv(rows) : asJson(rows);
  const day = new Date().toISOString().slice(0, 10);
  return new Response(pacedStream(encode(parts), { idleMs, done: () => {} }), {
    headers: {
      "content-type": types[format],
      "content-disposition": `attachment; filename="activity-${day}.${format}"`,
      "cache-control": "no-store",
    },
  });
}

async function* readAll(
  db: Database,
  hubId: string,
  filter: ActivityFilter,
): AsyncGenerator<ActivityDto[]> {
  const sort = { by: "created", descending: true } as const;
  let cursor: string | null = null;
  do {
    const page = { ...filter, cursor, sort, limit: rowsAtOnce, offset: 0 };
    const { data, next_cursor } = await readActivity(db, hubId, page);
    yield data;
    cursor = next_cursor;
  } while (cursor !== null);
}

async function* asCsv(pages: AsyncIterable<ActivityDto[]>): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const page of pages) yield page.map(csvRow).join("");
}

function csvRow(row: ActivityDto): string {
  const about = row.instance ?? row.container?.identifier ?? "";
  return csvLine([
    row.time,
    row.actor.name,
    activityLine({ ...row, about, byItself: row.actor.id === null }),
    row.event,
    row.container?.identifier ?? row.container_id ?? "",
    row.backup_id ?? "",
    row.subject,
    Object.keys(row.details).length === 0 ? "" : JSON.stringify(row.details),
  ]);
}

async function* asJson(pages: AsyncIterable<ActivityDto[]>): AsyncGenerator<string> {
  let before = "[\n";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield before + page.map((row) => JSON.stringify(row)).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

async function* encode(parts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const part of parts) yield encoder.encode(part);
}
