import type { Page } from "@playwright/test";

/** The page at `/`. */
export function overviewPage(page: Page) {
  const card = (title: string | RegExp) =>
    page.locator("section").filter({ has: page.getByRole("heading", { name: title, level: 2 }) });
  const running = card("Running now");
  return {
    goto: () => page.goto("/"),
    headline: page.getByRole("heading", { level: 1 }),
    firstSteps: card("First steps"),
    health: page.getByRole("list", { name: "Containers by health" }).getByRole("link"),
    timeline: card(/^Backups, last/),
    bars: page.getByRole("list", { name: /^Backups, last/ }).getByRole("link"),
    attention: (kind: string) => page.getByRole("region", { name: kind, exact: true }),
    running,
    stored: card("Stored"),
    next: page.getByRole("table", { name: "Next runs" }),
    /** The line of a container in "Running now". */
    runOf: (name: string) => running.getByRole("listitem").filter({ hasText: name }),
  };
}

/** The page at `/backups`. */
export function hubBackupsPage(page: Page) {
  return {
    goto: (query = "") => page.goto(`/backups${query}`),
    rows: page.locator("#main tbody[data-index]"),
    /** How many there are, as the page's head says: "3 backups match". */
    count: page.getByText(/^[\d,]+ backups?( match(es)?)?$/).first(),
    search: page.getByRole("textbox", { name: "Search by container" }),
    async choose(box: "State" | "Trigger" | "Integration", option: string): Promise<void> {
      await page.getByRole("combobox", { name: box }).click();
      await page.getByRole("option", { name: option, exact: true }).click();
    },
  };
}

/** The number at the beginning of a text, such as 1204 of "1,204 live". */
export const numberIn = (text: string | null) =>
  Number(/[\d,]+/.exec(text ?? "")?.[0]?.replaceAll(",", "") ?? Number.NaN);
