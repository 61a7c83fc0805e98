import clsx from "clsx";
import type { ComponentProps } from "react";
import { PageHeader } from "#components/shell/page-header";

type Props = ComponentProps<typeof PageHeader> & {
  /** Around the header's search and buttons. */
  actions?: ComponentProps<typeof PageHeader>["children"];
  width?: "narrow" | "wide";
};

/** A page of the dashboard: its heading and what stands below. */
export function Page({ title, detail, actions, width = "wide", children }: Props) {
  return (
    <div
      className={clsx(
        "mx-auto w-full px-4 pb-8 sm:px-7",
        width === "narrow" ? "max-w-[820px]" : "max-w-[1080px]",
      )}
    >
      <PageHeader title={title} detail={detail}>
        {actions}
      </PageHeader>
      {children}
    </div>
  );
}
