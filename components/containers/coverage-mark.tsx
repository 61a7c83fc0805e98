import Link from "next/link";
import { Pill, type Shape, type Tone } from "#components/ui/pill";
import { RelativeTime } from "#components/ui/relative-time";
import type { VolumeDto } from "#lib/api/volume-dto";

type Coverage = VolumeDto["coverage"];

const looks: Record<Coverage["current"], { tone: Tone; shape: Shape; word: string }> = {
  covered: { tone: "ok", shape: "check", word: "Covered" },
  partly: { tone: "warn", shape: "square", word: "Partly covered" },
  "not-covered": { tone: "bad", shape: "triangle", word: "Not covered" },
  "not-known": { tone: "off", shape: "dash", word: "Not known" },
};

/** Why it is said, in a sentence. */
function reasonOf({ current, by, last }: Coverage): string {
  if (current === "covered" && by === "dump")
    return "The newest live backup is a dump of the database that keeps its data here.";
  if (current === "covered") return "The newest live backup packs this folder.";
  if (current === "partly" && by === "dump")
    return "The newest live backup is a dump of one database, or a part of it, that is kept here.";
  if (current === "partly") return "The newest live backup packs something in this folder.";
  if (current === "not-known")
    return "From the command of the newest live backup it cannot be told whether it holds this folder.";
  return last
    ? "The command was changed since: the newest live backup does not hold this folder."
    : "No live backup holds this folder.";
}

/** Whether backups hold a volume, and the last that does. */
export function CoverageMark({
  containerId,
  coverage,
  isWanted,
}: {
  containerId: string;
  coverage: Coverage;
  /** Whether it holds data: of what does not, it is no warning. */
  isWanted: boolean;
}) {
  const { word, ...look } = looks[coverage.current];
  const isQuiet = coverage.current === "not-covered" && !isWanted;
  const { tone, shape } = isQuiet ? looks["not-known"] : look;
  return (
    <span className="flex flex-col items-start gap-0.5" title={reasonOf(coverage)}>
      <Pill tone={tone} shape={shape}>
        {word}
      </Pill>
      {coverage.last && (
        <Link
          href={`/containers/${containerId}/backups`}
          replace
          scroll={false}
          className="truncate text-sm text-faint hover:text-text hover:underline"
        >
          last <RelativeTime at={coverage.last.created} className="lowercase" />
        </Link>
      )}
    </span>
  );
}
