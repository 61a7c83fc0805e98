import { createHash, randomUUID } from "node:crypto";
import type { IntegrationSettings } from "#lib/integrations/types";
import type { ObjectRef, ObjectStore } from "#lib/pipeline/ports";
import { StoreError } from "#lib/pipeline/store-error";
import { openStore } from "#lib/storage/open-store";
import type { S3Options } from "#lib/storage/s3-client";
import {
  explainVerifyFailure,
  type VerifyFailure,
  type VerifyStep,
} from "#lib/storage/verify-failure";

export type VerifyResult = { ok: true } | ({ ok: false } & VerifyFailure);

/** A person is waiting: two tries a call, and 15 s for a store that does not move. */
const verifyOptions: S3Options = {
  retry: { forMs: 3_000, leastTries: 2, firstDelayMs: 300, longestDelayMs: 1_000 },
  idleMs: 15_000,
};

/**
 * Tries everything that backups need on a small probe object under the prefix, and names the one
 * capability or setting that is missing. Asks only for what belongs to this bucket: a key that is
 * restricted to one bucket cannot list buckets. Never throws.
 */
export async function verifyStore(
  settings: IntegrationSettings,
  secret: string | null,
): Promise<VerifyResult> {
  if (settings.vendor !== "folder" && secret === null) {
    return {
      ok: false,
      missing: "key",
      message: "The integration has no key.",
      next: "Enter it again.",
    };
  }
  let step: VerifyStep = "write";
  let store: ObjectStore | null = null;
  try {
    store = openStore(settings, secret, verifyOptions);
    await probe(store, `${settings.prefix}holdfast/verify-${randomUUID()}`, (next) => {
      step = next;
    });
    return { ok: true };
  } catch (error) {
    return { ok: false, ...explainVerifyFailure(settings, step, error) };
  } finally {
    store?.close();
  }
}

async function probe(
  store: ObjectStore,
  key: string,
  at: (step: VerifyStep) => void,
): Promise<void> {
  const signal = AbortSignal.timeout(120_000);
  const body = new TextEncoder().encode("Holdfast checks that it can write here.\n");
  at("write");
  const ref = await store.putObject(key, body, signal);
  try {
    at("head");
    const head = await store.headObject(ref, signal);
    if (head?.size !== body.length) throw new StoreError("not-found", "The probe cannot be found.");
    at("read");
    const read = await store.readRange(ref, { start: 0, length: body.length }, signal);
    if (Buffer.compare(read, body) !== 0)
      throw new StoreError("damaged", "The probe came back changed.");
    at("list");
    await requireListed(store, ref, signal);
    at("multipart");
    await probeUpload(store, `${key}-parts`, at, signal);
    at("delete");
    await store.deleteObject(ref, signal);
    if (await store.headObject(ref, signal)) {
      throw new StoreError("refused", "The probe is still there after it was deleted.");
    }
  } catch (error) {
    await store.deleteObject(ref, signal).catch(() => undefined);
    throw error;
  }
}

async function requireListed(store: ObjectStore, ref: ObjectRef, signal: AbortSignal) {
  for await (const found of store.listObjects(ref.key, signal)) {
    if (found.key === ref.key && found.versionId === ref.versionId) return;
  }
  throw new StoreError("not-found", "The probe is not in the listing.");
}

async function probeUpload(
  store: ObjectStore,
  key: string,
  at: (step: VerifyStep) => void,
  signal: AbortSignal,
): Promise<void> {
  const upload = await store.startUpload(key, signal);
  try {
    const body = new TextEncoder().encode("part\n");
    const sha256 = createHash("sha256").update(body).digest("hex");
    await upload.putPart({ number: 1, size: body.length, sha256, body: [body] }, signal);
    at("list-uploads");
    for await (const _ of store.listUploads(key, signal)) break;
  } catch (error) {
    await upload.abort().catch(() => undefined);
    throw error;
  }
  at("abort");
  await upload.abort();
}
