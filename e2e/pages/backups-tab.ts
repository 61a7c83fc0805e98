import type { Locator, Page } from "@playwright/test";

type State = "Queued" | "Saving" | "Live" | "Failed" | "Cancelled" | "Deleting";

/** The Backups tab of an open container. */
export function backupsTab(page: Page) {
  const rows = page.locator("tbody[data-index]");
  return {
    /** One per backup, newest first, with its reason and logs. */
    rows,
    row: (index = 0) => backupRow(rows.nth(index)),
    rowsIn: (state: State) => rows.filter({ has: page.getByText(state, { exact: true }) }),
    backUpNow: page.getByRole("button", { name: "Back up now" }),
    deleteBackup: page.getByRole("button", { name: "Delete Backup" }),
    selectAll: page.getByRole("checkbox", { name: "Select all loaded backups" }),
    selected: page.getByRole("status").filter({ hasText: " selected, " }),
    restores: page.getByRole("region", { name: "Restores" }),
    /** Sets one of the filters. */
    async choose(filter: "State" | "Instance" | "Trigger" | "Created", option: string) {
      await page.getByRole("combobox", { name: filter, exact: true }).click();
      await page.getByRole("option", { name: option, exact: true }).click();
    },
    dialog: (title: string | RegExp) => page.getByRole("dialog", { name: title }),
  };
}

/** What stands on one backup's row and what can be done with it. */
export function backupRow(row: Locator) {
  const button = (name: string) => row.getByRole("button", { name, exact: true });
  return {
    row,
    checkbox: row.getByRole("checkbox"),
    state: (word: State) => row.getByText(word, { exact: true }),
    log: button("Log"),
    logPane: row.getByRole("region", { name: /^Log, backup-/ }),
    restore: button("Restore"),
    download: button("Download"),
    cancel: button("Cancel"),
    /** Does one of the things in the row's menu. */
    async choose(item: string) {
      await button("More").click();
      await row
        .page()
        .getByRole("menuitem", { name: new RegExp(`^${item}`) })
        .click();
    },
  };
}
