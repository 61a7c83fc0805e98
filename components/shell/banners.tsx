"use client";

import { useQuery } from "@tanstack/react-query";
import { useConnection } from "#components/shell/live-events";
import { Notice } from "#components/ui/notice";
import { hostsQuery } from "#lib/queries/hosts";

/** What stands in the way of the whole dashboard, said above every page. */
export function Banners() {
  const connection = useConnection();
  const { data: hosts } = useQuery(hostsQuery());
  const unreachable = hosts?.filter((host) => host.state === "unreachable") ?? [];
  if (connection !== "lost" && unreachable.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-4 pt-3 sm:px-7">
      {unreachable.map((host) => (
        <Notice
          key={host.id}
          tone="bad"
          role="alert"
          title={`Docker on ${host.identifier} cannot be reached`}
        >
          {host.error ?? "Start Docker, or allow Holdfast to use it."} What is shown below is what
          was last seen.
        </Notice>
      ))}
      {connection === "lost" && (
        <Notice tone="warn" role="status" title="The live connection is lost">
          What you see may be out of date. Holdfast keeps trying to connect.
        </Notice>
      )}
    </div>
  );
}
