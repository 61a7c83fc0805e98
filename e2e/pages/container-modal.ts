import { expect, type Page } from "@playwright/test";
import type { ContainerTab } from "#lib/queries/load-tab";

export const tabPath = (containerId: string, tab: ContainerTab) =>
  `/containers/${containerId}/${tab}`;

/** The modal over the list of containers. */
export function containerModal(page: Page, name: string) {
  const dialog = page.getByRole("dialog", { name, exact: true });
  const row = page.getByRole("row").filter({ hasText: name });
  /** Its row in the list, searched for: the list draws only what is in sight. */
  async function findInList() {
    await page.goto("/containers");
    await page.getByRole("textbox", { name: "Search containers" }).fill(name);
    await expect(row).toBeVisible();
    return row;
  }
  return {
    dialog,
    findInList,
    /** The way through the list, as a person goes. */
    async openFromList(): Promise<void> {
      await findInList();
      await page.getByRole("link", { name, exact: true }).click();
      await expect(dialog).toBeVisible();
    },
    tab: (label: "Dashboard" | "Instances" | "Volumes" | "Backups" | "Config" | "Settings") =>
      dialog
        .getByRole("navigation", { name: "Container" })
        .getByRole("link", { name: new RegExp(`^${label}( \\d+)?$`) }),
  };
}
