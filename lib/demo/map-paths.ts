import { posix } from "node:path";
import { RunError } from "#lib/backups/failure";

/** What every machine has, and what harms none. */
const common = new Set([
  "/dev/stdin",
  "/dev/stdout",
  "/dev/stderr",
  "/dev/null",
  "/bin/sh",
  "/usr/bin/env",
]);

/** A slash that begins a path: not one inside a word, after a variable, or of an address. */
const absolute = /(?<![\w.$})*?\]~/-]|:\/?)\/[\w.@%+,/-]*|(?<=(?:^|\s)-[A-Za-z])\/[\w.@%+,/-]+/g;
const upwards = /(^|[\s/'"=])\.\.(?=$|[\s/'";|&)])/;

/**
 * Makes a container's paths in a command those of the sample: below `root` lie its volumes under the
 * paths that they have in the container, `/tmp` beside them. Other absolute paths, and the way up, are
 * refused. It is a guard against mistakes, not a sandbox: a program may do whatever this user may.
 *
 * @param words of the command; one may be a whole script for a shell
 * @throws RunError "command-invalid"
 */
export function mapPaths(
  words: readonly string[],
  { root, destinations }: { root: string; destinations: readonly string[] },
): string[] {
  const own = [...destinations, "/tmp"];
  return words.map((word) => {
    if (upwards.test(word)) throw refusal(".. in a path");
    return word.replace(absolute, (path) => {
      if (common.has(path)) return path;
      const clean = posix.normalize(path);
      const isOwn = own.some((each) => clean === each || clean.startsWith(`${each}/`));
      // A folder above the volumes holds nothing but them.
      const isAbove = own.some((each) => each.startsWith(clean === "/" ? clean : `${clean}/`));
      if (!isOwn && !isAbove) throw refusal(path);
      return root + (path === "/" ? "" : path);
    });
  });
}

function refusal(what: string): RunError {
  return new RunError(
    "command-invalid",
    `In the demo a command may only touch the sample's own volumes, and this one names ${what}. Commands run as processes of this machine here, not in a container.`,
  );
}
