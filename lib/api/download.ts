import { and, eq } from "drizzle-orm";
import { backups } from "#drizzle/backups";
import { containers } from "#drizzle/containers";
import { HttpFailure } from "#lib/api/answer";
import { pacedStream } from "#lib/api/paced-stream";
import type { WebDeps } from "#lib/api/web-deps";
import { Refusal } from "#lib/hubs/refusal";
import { readObject } from "#lib/pipeline/read-object";

// Each holds up to 160 MiB of checked parts, and no dump may crowd the dashboard out.
const mostAtOnce = 4;
// A reader that has gone away without a word would keep its place for ever.
const idleMs = 60_000;
// A large one takes hours: who was removed meanwhile is not to have the rest.
const askAgainMs = 5_000;
let underWay = 0;

/**
 * A live backup's bytes, as they are stored or decompressed. Each part is checked before it goes out;
 * a damaged one breaks the connection off, so that the browser shows a failed download rather than a
 * whole one. A reader that takes nothing for a minute loses its place, and so does one who is no member
 * any more.
 *
 * @throws Refusal when there is no such live backup, or its object is gone; HttpFailure (429) when
 *   as many downloads run as may
 */
export async function downloadBackup(
  deps: WebDeps,
  where: {
    hubId: string;
    containerId: string;
    backupId: string;
    isStillMember(): Promise<boolean>;
  },
  as: "stored" | "original",
  { method, signal }: Pick<Request, "method" | "signal">,
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
      state === "missing"
        ? `This backup is missing and cannot be downloaded. ${row.backup.errorMessage ?? ""}`.trim()
        : `Only a live backup can be downloaded; this one is ${state}.`,
    );
  }
  const leave = enterDownload();
  const { store } = await deps.openStore(row.backup.integrationId).catch((error: unknown) => {
    leave();
    throw error;
  });
  const close = () => {
    leave();
    store.close();
  };
  // A body that nobody reads is never asked to end.
  signal.addEventListener("abort", close, { once: true });
  const head = await store.headObject({ key: path, versionId }, signal).catch((error: unknown) => {
    close();
    throw error;
  });
  if (!head) {
    close();
    throw new Refusal(
      "invalid-state",
      "The object is gone from the bucket: it was removed outside Holdfast.",
    );
  }
  const object = { key: path, versionId, size, originalSize, compression, sha256, parts };
  const bytes = whileMember(
    readObject({ store, object, decompress: as === "original", signal }),
    where.isStillMember,
  );
  const time = row.backup.created.toISOString().slice(0, 19).replaceAll(":", "-");
  const ending = as === "stored" && compression === "zstd" ? ".dump.zst" : ".dump";
  if (method === "HEAD") close();
  return new Response(method === "HEAD" ? null : pacedStream(bytes, { idleMs, done: close }), {
    headers: {
      "content-type": "application/octet-stream",
      "content-length": String(as === "stored" ? size : originalSize),
      "content-disposition": `attachment; filename="${safeName(row.identifier)}-${time}${ending}"`,
      "cache-control": "no-store",
    },
  });
}

/** The same bytes, broken off when whoever they go to has lost the right to them. */
async function* whileMember(
  bytes: AsyncIterable<Uint8Array>,
  isStillMember: () => Promise<boolean>,
): AsyncGenerator<Uint8Array> {
  let asked = Date.now();
  for await (const chunk of bytes) {
    if (Date.now() - asked > askAgainMs) {
      asked = Date.now();
      if (!(await isStillMember())) throw new Error("The member has left, or was signed out.");
    }
    yield chunk;
  }
}

/** Takes one of the places; what it answers gives the place back, once. */
function enterDownload(): () => void {
  if (underWay >= mostAtOnce) {
    throw new HttpFailure(429, "429.too-many-downloads", "Too many downloads", {
      detail: `${mostAtOnce} downloads run already. Wait until one has ended, then try again.`,
    });
  }
  underWay++;
  let left = false;
  return () => {
    if (!left) underWay--;
    left = true;
  };
}

function safeName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]+/g, "-");
}
