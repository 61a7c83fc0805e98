"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { MouseEvent } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button";
import { Menu, MenuLink } from "#components/ui/menu";
import { saveFile } from "#components/ui/save-file";
import { type ActivityFilter, exportAddress } from "#lib/queries/activity";
import { explainError, requireDownload } from "#lib/queries/request";

/** All that the filter lets through as a file, however much it is. */
export function ExportActivity({
  filter,
  isFiltered,
}: {
  filter: ActivityFilter;
  isFiltered: boolean;
}) {
  const { mutate } = useMutation({
    mutationFn: requireDownload,
    onSuccess: (_, address) => saveFile(address),
    onError: (error) => toast.error(explainError(error)),
  });
  const onClick = (event: MouseEvent<HTMLAnchorElement>) => {
    event.preventDefault();
    mutate(event.currentTarget.href);
  };
  const what = isFiltered ? "what the filters let through" : "everything";
  return (
    <Menu trigger={<Button icon={<Download aria-hidden />}>Export</Button>}>
      <MenuLink
        href={exportAddress(filter, "csv")}
        onClick={onClick}
        detail={`${what}, for a spreadsheet`}
      >
        CSV
      </MenuLink>
      <MenuLink
        href={exportAddress(filter, "json")}
        onClick={onClick}
        detail={`${what}, for a script`}
      >
        JSON
      </MenuLink>
    </Menu>
  );
}
