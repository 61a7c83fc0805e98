import { expect, type Locator, type Page } from "@playwright/test";

/** The command palette, open or not. */
export const paletteOf = (page: Page): Locator => page.getByRole("dialog", { name: "Go to" });

/** Opens it with its keys; a page that has only just come in does not listen to them yet. */
export async function openPalette(page: Page): Promise<void> {
  const palette = paletteOf(page);
  await expect(async () => {
    if (!(await palette.isVisible())) await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 1000 });
  }).toPass();
}
