import type { SweepCounts } from "#lib/backups/catalogue/types";

/**
 * What to make of a comparison that found nothing of what should be there, in words; null when it
 * found something, or when nothing should be there. The bucket has answered: what it holds is probably
 * not what the backups were stored in.
 */
export function wrongPlaceWords(
  { known = 0, found = 0, objects = 0 }: SweepCounts,
  vendor: string,
): string | null {
  if (known === 0 || found > 0) return null;
  const what = known === 1 ? "The one backup" : `None of the ${known.toLocaleString("en")} backups`;
  const absent = `${what} that should be there was${known === 1 ? " not" : ""} found`;
  const holds =
    objects === 0
      ? "nothing of Holdfast's is there"
      : "what is there belongs to no backup of this catalogue";
  const probably =
    vendor === "folder"
      ? "The disk that the folder lies on is probably not mounted, or the folder was emptied."
      : "The bucket, its prefix or the key was probably changed and leads somewhere else, or the bucket was emptied.";
  return `${absent}, and ${holds}. ${probably} Once they are there again, the next comparison makes them live.`;
}
