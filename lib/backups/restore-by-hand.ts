import { parseCommand } from "#lib/backups/commands/parse-command";
import type { CompressionName } from "#lib/pipeline/ports";

/** Where an object lies, as a shell on the right machine can read it. */
export type ObjectPlace =
  | { kind: "s3"; bucket: string; endpoint: string | null; region: string }
  | { kind: "folder"; path: string };

/**
 * A line for bash that restores a backup without Holdfast: it reads the object, decompresses it
 * if need be, and feeds it to the restore command in the instance. `pipefail` makes a broken read fail the
 * whole line. Throws `CommandSyntaxError` for a restore command that cannot be run.
 */
export function restoreByHand(input: {
  place: ObjectPlace;
  key: string;
  compression: CompressionName;
  instanceName: string;
  restoreCommand: string;
}): string {
  const { place, key, compression, instanceName, restoreCommand } = input;
  const steps = [readLine(place, key)];
  if (compression === "zstd") steps.push("zstd -d");
  steps.push(
    `docker exec -i ${quote(instanceName)} ${parseCommand(restoreCommand).argv.map(quote).join(" ")}`,
  );
  return `set -o pipefail; ${steps.join(" | ")}`;
}

function readLine(place: ObjectPlace, key: string): string {
  if (place.kind === "folder") return `cat ${quote(`${place.path.replace(/\/+$/, "")}/${key}`)}`;
  const endpoint = place.endpoint ? ` --endpoint-url ${quote(place.endpoint)}` : "";
  return `aws s3 cp ${quote(`s3://${place.bucket}/${key}`)} -${endpoint} --region ${quote(place.region)}`;
}

/** A word that a POSIX shell takes as it stands. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
