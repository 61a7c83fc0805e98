import { isUnnamed } from "#lib/containers/named-volumes";
import type { Mount } from "#lib/containers/types";

const hostMachinery = /^\/(dev|proc|sys|run|var\/run|etc|usr|lib|lib64|bin|sbin|tmp|boot)(\/|$)/;
const configFile =
  /\.(conf|cnf|cfg|ini|ya?ml|toml|json|env|sock|pid|pem|crt|key|sh|sql|xml|properties)$/i;

/**
 * Whether a container holds data worth a backup: a named volume, or a writable bind mount that is not
 * a part of the host's machinery (sockets, time zone, certificates) or a single configuration file.
 * A guess by names only, since the host's files may be on another machine; a user can override it.
 */
export function isStateful(mounts: Mount[]): boolean {
  return mounts.some((mount) => {
    if (mount.type === "volume") return !isUnnamed(mount.source);
    if (mount.type !== "bind" || mount.readOnly) return false;
    return !hostMachinery.test(mount.source) && !configFile.test(mount.destination);
  });
}
