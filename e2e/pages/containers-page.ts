import type { Page } from "@playwright/test";

/** The list at `/containers`. */
export function containersPage(page: Page) {
  const rowOf = (name: string) =>
    page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  return {
    goto: (query = "") => page.goto(`/containers${query}`),
    search: (text: string) => page.getByRole("textbox", { name: "Search containers" }).fill(text),
    row: rowOf,
    checkbox: (name: string) => page.getByRole("checkbox", { name: `Select ${name}` }),
    group: (name: string) => page.getByRole("rowheader").getByRole("button", { name }),
    selected: page.getByRole("region", { name: "Selected containers" }),
    /** Of those in sight, from top to bottom. */
    names: () => page.locator("tbody tr").getByRole("link").allTextContents(),
    sortBy: (heading: string) =>
      page.getByRole("columnheader").getByRole("button", { name: heading }).click(),
    sorted: (order: "ascending" | "descending") => page.locator(`th[aria-sort=${order}]`),
    async filterHealth(word: string): Promise<void> {
      await page.getByRole("combobox", { name: "Health" }).click();
      await page.getByRole("option", { name: word, exact: true }).click();
    },
  };
}
