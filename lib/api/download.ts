import { and, eq } from "drizzle-orm";
import { backups, containers } from "#drizzle/schema";
import type { WebDeps } from "#lib/api/web-deps";
import { Refusal } from "#lib/hubs/refusal";
import { readObject } from "#lib/pipeline/read-object";

/**
 * A live backup's bytes, as they are stored or decompressed. Each part is checked before it goes out;
 * a damaged one breaks the connection off, so that the browser shows a failed download rather than a
 * whole one.
 *
 * @throws Refusal when there is no such live backup, or its object is gone
 */
export async function downloadBackup(
  deps: WebDeps,
  where: { hubId: string; containerId: string; backupId: string },
  as: "stored" | "original",
  signal: AbortSignal,
): Promise<Response> {
  const [row] = await deps.db
    .select({ backup: backups, identifier: containers.identifier })
    .from(backups)
    .innerJoin(containers, eq(containers.id, backups.containerId))
    .where(
      and(
        eq(backups.hubId, where.hubId),
        eq(backups.containerId, where.containerId),
        eq(backups.id, where.backupId),
      ),
    );
  if (!row || row.backup.state === "deleted") {
    throw new Refusal("not-found", "This container has no such backup.", {
      subject: "container.backup",
    });
  }
  const { path, size, originalSize, compression, sha256, parts, versionId, state } = row.backup;
  if (state !== "live" || !path || !size || !originalSize || !compression || !sha256 || !parts) {
    throw new Refusal(
      "invalid-state",
      `Only a live backup can be downloaded; this one is ${state}.`,
    );
  }
  const { store } = await deps.openStore(row.backup.integrationId);
  const head = await store.headObject({ key: path, versionId }, signal).catch((error: unknown) => {
    store.close();
    throw error;
  });
  if (!head) {
    store.close();
    throw new Refusal(
      "invalid-state",
      "The object is gone from the bucket: it was removed outside Holdfast.",
    );
  }
  const object = { key: path, versionId, size, originalSize, compression, sha256, parts };
  const bytes = readObject({ store, object, decompress: as === "original", signal });
  const time = row.backup.created.toISOString().slice(0, 19).replaceAll(":", "-");
  const ending = as === "stored" && compression === "zstd" ? ".dump.zst" : ".dump";
  return new Response(
    toWebStream(bytes, () => store.close()),
    {
      headers: {
        "content-type": "application/octet-stream",
        "content-length": String(as === "stored" ? size : originalSize),
        "content-disposition": `attachment; filename="${safeName(row.identifier)}-${time}${ending}"`,
        "cache-control": "no-store",
      },
    },
  );
}

function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, "-");
}

function toWebStream(
  bytes: AsyncGenerator<Uint8Array>,
  done: () => void,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await bytes.next();
          if (!next.done) return controller.enqueue(next.value);
          controller.close();
        } catch (error) {
          controller.error(error);
        }
        done();
      },
      async cancel() {
        await bytes.return(undefined);
        done();
      },
    },
    { highWaterMark: 0 },
  );
}
