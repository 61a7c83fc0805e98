import { createHash } from "node:crypto";
import type { Manifest } from "#lib/backups/manifest";
import { objectSha256 } from "#lib/pipeline/object-hash";

/** A manifest as a backup leaves it, of parts of those sizes. */
export function seenManifest(of: { id?: string; key: string; sizes: number[] }): Manifest {
  const parts = of.sizes.map((size, index) => ({
    number: index + 1,
    size,
    sha256: createHash("sha256").update(`part ${index}`).digest("hex"),
  }));
  const size = of.sizes.reduce((sum, each) => sum + each, 0);
  return {
    holdfast_manifest: 1,
    backup: {
      id: of.id ?? "0190b3c0-1111-7000-8000-000000000001",
      created: "2026-01-01T00:00:00.000Z",
      finished: "2026-01-01T00:01:00.000Z",
      trigger: "manual",
      command: "dump",
      restore_command: "load",
      exit_code: 0,
    },
    hub: { id: "0190b3c0-1111-7000-8000-0000000000aa", name: "Yard" },
    container: {
      id: "0190b3c0-1111-7000-8000-0000000000bb",
      key: "compose:shop/db",
      identifier: "db",
      environment: "shop",
      image: "postgres:17",
    },
    instance: {
      id: "0190b3c0-1111-7000-8000-0000000000cc",
      name: "shop-db-1",
      image_id: "sha256:1",
    },
    object: {
      key: of.key,
      version_id: null,
      size,
      original_size: size,
      compression: "none",
      sha256: objectSha256(parts),
      sha256_of: "the parts",
      parts,
    },
    restore_by_hand: "aws s3 cp …",
  };
}
