import type { Coverage } from "#lib/backups/commands/volume-coverage";
import type { Mount } from "#lib/containers/types";

/** A mount of a container, with who else has it and what of it the backups hold. */
export type VolumeDto = {
  type: Mount["type"];
  /** Volume name, or the path on the host. */
  source: string;
  destination: string;
  driver: string | null;
  read_only: boolean;
  /** Whether it looks as if it held data worth a backup, and not the host's machinery or a setting. */
  stateful: boolean;
  /** Containers of the hub, on the same host, that have the same volume or folder. */
  used_by: { container_id: string; name: string; destination: string; read_only: boolean }[];
  coverage: Coverage & {
    /** The newest live backup that holds it, whole or in part. */
    last: { backup_id: string; created: string } | null;
  };
};

export type VolumeSizesDto = {
  measured: string;
  /** Bytes by destination; null where Docker cannot measure it. */
  sizes: Record<string, number | null>;
};
