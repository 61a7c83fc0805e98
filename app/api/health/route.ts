import { sql } from "drizzle-orm";
import { webDeps } from "#lib/api/web-deps";

export const dynamic = "force-dynamic";

const version = process.env.HOLDFAST_VERSION;

/**
 * Whether the web server and its database work (200 or 503), and its version: nothing more, to anyone
 * who asks.
 */
export async function GET(): Promise<Response> {
  try {
    const { db } = await webDeps();
    await db.execute(sql`select 1`);
    return Response.json({ status: "ok", version });
  } catch {
    return Response.json({ status: "unavailable", version }, { status: 503 });
  }
}
