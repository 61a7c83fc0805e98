import { pacedStream } from "#lib/api/paced-stream";
import { requireInstance } from "#lib/api/require-instance";
import type { WebDeps } from "#lib/api/web-deps";
import type { RuntimeLogLine } from "#lib/containers/runtime-ports";

const idleMs = 60_000;

/**
 * An instance's log as a text file, as it stands now, a line with its time each: the last `tail` lines
 * or all of it. Throws Refusal, also when Docker refuses.
 */
export async function downloadLog(
  deps: Pick<WebDeps, "db" | "runtime">,
  where: { hubId: string; containerId: string; instanceId: string },
  { tail }: { tail: number | "all" },
): Promise<Response> {
  const { dockerId, name } = await requireInstance(deps.db, where);
  const controller = new AbortController();
  const options = { tail, follow: false, signal: controller.signal };
  const batches = deps.runtime.log(dockerId, options)[Symbol.asyncIterator]();
  // What Docker refuses is answered, not broken off.
  const first = await batches.next();
  const stream = pacedStream(asText(first, batches), {
    idleMs,
    done: () => controller.abort(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}.log"`,
      "cache-control": "no-store",
    },
  });
}

type Batches = AsyncIterator<RuntimeLogLine[]>;

async function* asText(
  first: Awaited<ReturnType<Batches["next"]>>,
  batches: Batches,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let batch = first; !batch.done; batch = await batches.next())
    yield encoder.encode(batch.value.map(({ time, text }) => `${time} ${text}\n`).join(""));
}
