"use client";

import { useQuery } from "@tanstack/react-query";
import { RelativeTime } from "#components/ui/relative-time";
import { comparedQuery } from "#lib/queries/bucket";

/** When what is stored was last compared with this list; nothing while it never was. */
export function ComparedNote({ containerId }: { containerId: string }) {
  const { data: compared } = useQuery(comparedQuery(containerId));
  if (!compared || compared.startsWith("0001")) return null;
  return (
    <>
      {" · "}Compared with what is stored <RelativeTime at={compared} className="lowercase" />
    </>
  );
}
