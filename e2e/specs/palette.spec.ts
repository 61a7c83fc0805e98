import { expect, test } from "#e2e/fixtures/dashboard";
import { backupsTab } from "#e2e/pages/backups-tab";
import { tabPath } from "#e2e/pages/container-modal";
import { openPalette, paletteOf } from "#e2e/pages/palette";

test("the palette finds containers, pages and actions by a few letters", async ({
  page,
  run,
  api,
  services,
}) => {
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.configure(target, { backup: "cat /etc/hostname" });
  const palette = paletteOf(page);
  const field = palette.getByRole("combobox");
  const options = palette.getByRole("option");

  await test.step("a container by its name, with the arrow keys and Enter", async () => {
    await page.goto("/");
    await page.getByRole("button", { name: /^Go to/ }).click();
    await expect(field).toBeFocused();
    await field.fill(target.containerName);
    await expect(options).toHaveText([new RegExp(target.containerName)]);
    await field.press("ArrowDown");
    await field.press("ArrowUp");
    await field.press("Enter");
    await expect(page.getByRole("dialog", { name: target.containerName })).toBeVisible();
    await expect(palette).toBeHidden();
  });

  await test.step("what was chosen lately comes first; Escape closes and changes nothing", async () => {
    await page.goto("/backups");
    await page.getByRole("heading", { name: "Backups", level: 1 }).waitFor();
    await openPalette(page);
    await expect(options.first()).toContainText(target.containerName);
    await field.press("Escape");
    await expect(palette).toBeHidden();
    await expect(page).toHaveURL(/\/backups$/);
  });

  await test.step("back up now", async () => {
    await openPalette(page);
    await field.fill("back up now");
    await field.press("Enter");
    await expect(field).toHaveValue("");
    await field.fill(target.containerName);
    await field.press("Enter");
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await expect(page).toHaveURL(new RegExp(tabPath(target.containerId, "backups")));
    await expect(backupsTab(page).rowsIn("Live")).toHaveCount(1);
  });

  await test.step("the theme, which the menu in the corner shows as well", async () => {
    await page.goto("/");
    await openPalette(page);
    await field.fill("dark");
    await field.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  });
});

test("shortcuts lead through the pages, and never while one types", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/containers$/);
  const search = page.getByRole("textbox", { name: "Search containers" });
  await search.waitFor();
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("gb?");
  await expect(search).toHaveValue("gb?");
  await expect(page).toHaveURL(/\/containers/);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Shift+?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toContainText("Overview");
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page.getByRole("heading", { name: "Running now" })).toBeVisible();
});
