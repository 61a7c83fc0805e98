import clsx from "clsx";
import { SkippedList } from "#components/containers/skipped-containers";
import { formatBytes } from "#components/ui/bytes";
import { Notice } from "#components/ui/notice";
import { Skeleton } from "#components/ui/skeleton";
import type { ContainerSummaryDto, PolicyResultDto } from "#lib/api/container-dto";
import { presets } from "#lib/backups/commands/presets";

type Props = {
  /** Null until it is known. */
  results: PolicyResultDto[] | null;
  containers: ContainerSummaryDto[];
  isOld: boolean;
};

const number = (count: number) => count.toLocaleString("en");

/** What the new retention removes over all of them. */
export function removedBy(results: PolicyResultDto[]): { count: number; bytes: number } {
  return results.reduce(
    (sum, { removes }) => ({
      count: sum.count + (removes?.count ?? 0),
      bytes: sum.bytes + (removes?.bytes ?? 0),
    }),
    { count: 0, bytes: 0 },
  );
}

/** How many change in what, how many have it already, what is lost, and which are skipped and why. */
export function PolicyOutcome({ results, containers, isOld }: Props) {
  if (!results) return <Skeleton className="h-10 w-full" />;
  const changing = results.filter(({ outcome }) => outcome === "change");
  const same = results.filter(({ outcome }) => outcome === "same").length;
  const names = new Map(containers.map(({ id, name }) => [id, name]));
  const skipped = results.flatMap(({ id, outcome, reason }) =>
    outcome === "skip" ? [{ id, name: names.get(id) ?? id, reason: reason ?? "" }] : [],
  );
  const removes = removedBy(results);
  return (
    <div
      role="status"
      aria-label="What will change"
      aria-busy={isOld}
      className={clsx("flex flex-col gap-3", isOld && "opacity-60")}
    >
      <Notice
        title={
          changing.length === 0
            ? "Nothing changes"
            : `${number(changing.length)} of ${number(results.length)} change`
        }
      >
        <ul>
          {changeLines(changing).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {same > 0 && (
            <li>
              {number(same)} {same === 1 ? "has" : "have"} it already.
            </li>
          )}
        </ul>
      </Notice>
      {removes.count > 0 && (
        <Notice tone="bad" title={`${number(removes.count)} present backups would go`}>
          The new retention keeps none of them: {formatBytes(removes.bytes)}. The newest live one of
          each instance and pinned ones always stay.
        </Notice>
      )}
      {skipped.length > 0 && (
        <Notice
          tone="warn"
          title={`${number(skipped.length)} ${skipped.length === 1 ? "is" : "are"} skipped`}
        >
          <section
            aria-label="Skipped containers"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
            tabIndex={0}
            className="max-h-40 overflow-y-auto"
          >
            <SkippedList skipped={skipped} />
          </section>
        </Notice>
      )}
    </div>
  );
}

/** By what is set, and for those that have no commands yet by their presets. */
function changeLines(changing: PolicyResultDto[]): string[] {
  const lines = (["schedule", "retention", "integration"] as const).flatMap((part) => {
    const count = changing.filter(({ changes }) => changes.includes(part)).length;
    return count > 0 ? [`${number(count)} ${count === 1 ? "gets" : "get"} the ${part}.`] : [];
  });
  const first = changing.filter(({ preset }) => preset !== null);
  if (first.length === 0) return lines;
  const byPreset = [...Map.groupBy(first, ({ preset }) => preset)].map(
    ([preset, those]) =>
      `${number(those.length)} ${presets.find(({ id }) => id === preset)?.name ?? "Files (tar)"}`,
  );
  const has = first.length === 1 ? "has" : "have";
  const gets = first.length === 1 ? "gets" : "get";
  return [
    ...lines,
    `${number(first.length)} ${has} no commands yet and ${gets} those of a preset: ${byPreset.join(", ")}.`,
  ];
}
