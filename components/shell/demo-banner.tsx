import { FlaskConical } from "lucide-react";

/** Stands above every page of a demo. */
export function DemoBanner() {
  return (
    <p
      role="note"
      className="flex gap-2 border-b border-warn-line bg-warn-soft px-4 py-1.5 text-sm sm:px-7"
    >
      <FlaskConical aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <span>
        <b className="font-semibold">Demo.</b> Sample containers on this machine: nothing here is
        backed up from Docker.{" "}
        <span className="max-sm:hidden">
          Their commands really run, as processes of this machine; CPU and memory figures are made
          up.
        </span>
      </span>
    </p>
  );
}
