/** A name made safe for an object key and still readable: letters, digits, `.`, `_` and `-` stay. */
function slug(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-.]+|[-.]+$/g, "");
  return safe.slice(0, 80) || "unnamed";
}

/**
 * Where a backup's object lies: `<prefix>holdfast/<environment>/<container>/<UTC time>-<backup id>.backup`.
 * The id makes it unique; the rest is for a person who looks into the bucket.
 */
export function objectPath(
  prefix: string,
  backup: { id: string; created: Date; environment: string; identifier: string },
): string {
  const time = backup.created.toISOString().slice(0, 19).replaceAll(":", "-");
  return `${prefix}${objectRoot}${slug(backup.environment)}/${slug(backup.identifier)}/${time}Z-${backup.id}.backup`;
}

/** The manifest's key beside its object. */
export function manifestPath(path: string): string {
  return `${path}.json`;
}

/** All of our objects in a bucket begin with the integration's prefix and this. */
export const objectRoot = "holdfast/";
