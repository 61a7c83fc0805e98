"use client";

import { Download } from "lucide-react";
import { useDownload } from "#components/shell/use-download";
import { Button } from "#components/ui/button";
import { Menu, MenuLink } from "#components/ui/menu";
import { type ActivityFilter, exportAddress } from "#lib/queries/activity";

/** All that the filter lets through as a file, however much it is. */
export function ExportActivity({
  filter,
  isFiltered,
}: {
  filter: ActivityFilter;
  isFiltered: boolean;
}) {
  const onClick = useDownload();
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
