"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useFormContext, useWatch } from "react-hook-form";
import { GoingBackups } from "#components/backups/going-backups";
import { type RetentionValues, readRetention } from "#components/backups/retention-form";
import type { ScheduleValues } from "#components/backups/schedule-form";
import { useSettled } from "#components/ui/use-settled";
import { isTimeZone } from "#lib/backups/wall-clock";
import { explainError } from "#lib/queries/request";
import { retentionPreviewQuery } from "#lib/queries/retention-preview";

const settleMs = 250;

type Props = {
  containerId: string;
  /** Whose days count while there is no schedule to have a zone. */
  savedZone: string;
};

/** Which of the present backups would go under the policy as it stands in the form. */
export function RetentionPreview({ containerId, savedZone }: Props) {
  const { control } = useFormContext<RetentionValues & ScheduleValues>();
  const texts = useWatch({ control, name: "retention" });
  const backup = useWatch({ control, name: "backup" });
  const zone = backup.cron_string === null ? savedZone : backup.time_zone;
  const typed = JSON.stringify(readRetention(texts));
  const settled = useSettled(typed, settleMs);
  const { data, error, isPlaceholderData } = useQuery({
    ...retentionPreviewQuery(containerId, JSON.parse(settled) ?? {}, zone),
    enabled: settled !== "null" && isTimeZone(zone),
  });
  if (error) return <p className="px-3 pb-2 text-sm text-bad">{explainError(error)}</p>;
  if (!data) return <p className="px-3 pb-2 text-sm text-faint">Looking at the present backups</p>;
  const isOld = isPlaceholderData || typed !== settled;
  return (
    <div
      role="status"
      aria-busy={isOld}
      className={clsx("border-t border-line-soft px-3 py-2 text-sm", isOld && "opacity-60")}
    >
      {data.count > 0 ? (
        <>
          <p className="mb-1 font-medium text-warn">
            {data.count.toLocaleString("en")} of the {data.live.toLocaleString("en")} present live
            backups would go:
          </p>
          <GoingBackups preview={data} />
        </>
      ) : (
        <p className="text-dim">
          {data.live === 0
            ? "There is no live backup yet."
            : data.live === 1
              ? "The one present live backup stays."
              : `All ${data.live.toLocaleString("en")} present live backups stay.`}
        </p>
      )}
    </div>
  );
}
