import Link from "next/link";
import { HealthPill, type HealthState } from "#components/containers/health-pill";
import { containersAt } from "#components/overview/rows-behind";
import type { OverviewDto } from "#lib/api/overview-dto";

const states: readonly HealthState[] = ["failing", "overdue", "unprotected", "protected"];

/** How many containers have which health; each count leads to them. */
export function HealthCounts({ containers }: { containers: OverviewDto["containers"] }) {
  const shown = states.filter((state) => containers[state] > 0);
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Containers by health" className="flex flex-wrap gap-2">
      {shown.map((state) => (
        <li key={state}>
          <Link
            href={containersAt(state)}
            prefetch={false}
            className="inline-flex h-8 items-center gap-2 rounded-md border border-line bg-panel pr-2.5 pl-1.5 transition-colors duration-100 hover:bg-hover"
          >
            <HealthPill health={state} />
            <span className="font-semibold">{containers[state].toLocaleString("en")}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
