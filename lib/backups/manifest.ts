import { z } from "zod";
import type { ClaimedBackup } from "#lib/backups/types";
import type { StoredObject } from "#lib/pipeline/ports";

const part = z.object({
  number: z.int().positive(),
  size: z.int().positive(),
  sha256: z.string().length(64),
});

/**
 * The small JSON file beside each object, written last (promise 10). With it alone the catalogue
 * can be rebuilt. Sizes are bytes, times RFC 3339.
 */
export const manifestSchema = z.object({
  holdfast_manifest: z.literal(1),
  backup: z.object({
    id: z.uuid(),
    created: z.iso.datetime(),
    finished: z.iso.datetime(),
    trigger: z.enum(["manual", "schedule", "retry", "before-restore"]),
    command: z.string(),
    restore_command: z.string().nullable(),
    exit_code: z.literal(0),
  }),
  hub: z.object({ id: z.uuid(), name: z.string() }),
  container: z.object({
    id: z.uuid(),
    /** Its identity on the host, by which a rebuilt catalogue finds it again. */
    key: z.string(),
    identifier: z.string(),
    environment: z.string(),
    image: z.string(),
  }),
  instance: z.object({
    id: z.uuid(),
    name: z.string(),
    /** The place it fills in its container; older manifests do not say it. */
    slot: z.string().optional(),
    image_id: z.string(),
  }),
  object: z.object({
    key: z.string(),
    version_id: z.string().nullable(),
    size: z.int().positive(),
    original_size: z.int().positive(),
    compression: z.enum(["zstd", "none"]),
    sha256: z.string().length(64),
    sha256_of: z.string(),
    parts: z.array(part).min(1),
  }),
  restore_by_hand: z.string(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** What a manifest says of the backup itself. */
type Described = Pick<
  ClaimedBackup,
  "id" | "created" | "trigger" | "hubId" | "hubName" | "container"
> & {
  instance: Pick<ClaimedBackup["instance"], "id" | "slot" | "name" | "imageId">;
};

/** The manifest of a backup whose object is complete. Commands must come redacted. */
export function buildManifest(
  run: Described,
  object: StoredObject,
  input: { command: string; restoreCommand: string | null; finished: Date },
): Manifest {
  const decompress = object.compression === "zstd" ? " | zstd -d" : "";
  return {
    holdfast_manifest: 1,
    backup: {
      id: run.id,
      created: run.created.toISOString(),
      finished: input.finished.toISOString(),
      trigger: run.trigger,
      command: input.command,
      restore_command: input.restoreCommand,
      exit_code: 0,
    },
    hub: { id: run.hubId, name: run.hubName },
    container: {
      id: run.container.id,
      key: run.container.key,
      identifier: run.container.identifier,
      environment: run.container.environment,
      image: run.container.image,
    },
    instance: {
      id: run.instance.id,
      name: run.instance.name,
      slot: run.instance.slot,
      image_id: run.instance.imageId,
    },
    object: {
      key: object.key,
      version_id: object.versionId,
      size: object.size,
      original_size: object.originalSize,
      compression: object.compression,
      sha256: object.sha256,
      sha256_of: "the parts' SHA-256 digests (32 raw bytes each) put one after another, in order",
      parts: object.parts,
    },
    restore_by_hand: `aws s3 cp "s3://BUCKET/${object.key}" -${decompress} | docker exec -i ${run.instance.name} RESTORE_COMMAND`,
  };
}

/** A manifest's bytes as they are stored: readable, one final newline. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** Reads a manifest back; null when the bytes are not one of ours. */
export function decodeManifest(bytes: Uint8Array): Manifest | null {
  try {
    return manifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
