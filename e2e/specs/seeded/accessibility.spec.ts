import type { Locator, Page } from "@playwright/test";
import { problemsOf, settle } from "#e2e/fixtures/accessible";
import { expect, test } from "#e2e/fixtures/dashboard";
import { dashboardPages } from "#e2e/fixtures/endpoints";
import { seedEveryState } from "#e2e/fixtures/every-state";
import { freshBrowser } from "#e2e/fixtures/signed-in";
import { tabTo } from "#e2e/fixtures/tab-to";
import { backupsTab } from "#e2e/pages/backups-tab";
import { containerModal, tabPath } from "#e2e/pages/container-modal";

// Nothing answers for the seeded instances, and one screen is asked to fail.
test.use({ forgiven: /WebSocket|status of (404|409|500|502|503)/ });

type Screen = {
  path: string;
  /** What is laid over the page, how, and what stands there then. */
  over?: { name: string; open: (page: Page) => Promise<unknown>; shows: Locator };
};

/** One of each kind of what lies over a page. */
function overlays(page: Page, containerId: string): Screen[] {
  const tab = backupsTab(page);
  const live = tab.rowsIn("Live");
  const press = (name: string | RegExp) => page.getByRole("button", { name }).first().click();
  const key = (keys: string) => page.keyboard.press(keys);
  const backups = tabPath(containerId, "backups");
  const dialog = (name: string | RegExp) => page.getByRole("dialog", { name });
  const over = (path: string, name: string, shows: Locator, open: () => Promise<unknown>) => ({
    path,
    over: { name, shows, open },
  });
  return [
    over("/", "palette", dialog("Go to"), () => key("Control+k")),
    over("/activity", "shortcuts", dialog("Keyboard shortcuts"), () => key("Shift+?")),
    over("/profile", "member's menu", page.getByRole("menu"), () => press(/owner$/i)),
    over(backups, "restore", dialog(/^Restore /), () =>
      live.getByRole("button", { name: "Restore", exact: true }).click(),
    ),
    over(backups, "log", page.getByRole("region", { name: /^Log/ }), () =>
      live.getByRole("button", { name: "Log", exact: true }).click(),
    ),
    over(backups, "delete", dialog(/^Delete /), async () => {
      await tab.selectAll.check();
      await tab.deleteBackup.click();
    }),
    over(tabPath(containerId, "dashboard"), "protect", dialog(/^Protect /), () =>
      page.getByRole("dialog").getByRole("button", { name: "Protect" }).click(),
    ),
    over("/hub/integrations", "integration", page.getByLabel(/^Region/), async () => {
      await press("Add integration");
      await page.getByRole("dialog").getByRole("button", { name: /S3/ }).first().click();
    }),
    over("/hub/members", "invite", dialog("Invite a member"), () => press("Invite a member")),
    over("/containers", "policy", dialog(/^Apply a policy/), async () => {
      await page.getByRole("checkbox", { name: "Select all containers shown" }).check();
      await press("Apply a policy");
    }),
  ];
}

test("axe finds nothing, nothing moves unasked, nothing is wider than a phone", async ({
  page,
  browser,
  started,
  db,
  api,
}) => {
  test.setTimeout(300_000);
  const { ids, remove } = await seedEveryState(db);
  const invites = "/hubs/current/invites";
  const invite = await api.call<{ id: string; path: string }>("POST", invites, {
    email: `axe-${ids.inviteId}@example.com`,
    role: "analyst",
  });
  const visit = async (at: Page, { path, over }: Screen) => {
    await at.goto(path);
    await at.getByRole("heading").first().waitFor();
    await settle(at);
    // What is pressed before the page listens is lost.
    if (over)
      await expect(async () => {
        if (!(await over.shows.isVisible())) await over.open(at);
        await expect(over.shows).toBeVisible({ timeout: 3000 });
      }).toPass({ timeout: 30_000 });
    const problems = await problemsOf(at);
    // Softly: every screen is looked at, and all that is wrong is said at once.
    expect.soft(problems, over ? `${path}, ${over.name}` : path).toEqual([]);
  };
  await page.emulateMedia({ reducedMotion: "reduce" });
  try {
    for (const path of await dashboardPages(ids)) await visit(page, { path: path || "/" });
    for (const screen of overlays(page, ids.containerId)) await visit(page, screen);
    await visit(page, { path: `${tabPath(ids.containerId, "backups")}?backup=${ids.backupId}` });
    await visit(page, { path: "/backups?search=no-such-container" });
    await visit(page, { path: tabPath(ids.backupId, "dashboard") });
    await page.route("**/v1/hubs/current/activity?*", (route) => route.fulfill({ status: 500 }));
    await visit(page, { path: "/activity" });
    const stranger = await freshBrowser(browser, started);
    for (const path of ["/login", invite.path, "/invite?token=guessed"])
      await visit(stranger.page, { path });
    await stranger.context.close();
  } finally {
    await api.call("DELETE", `${invites}/${invite.id}`);
    await remove();
  }
});

test("by the keyboard alone: through the tabs, into a dialog over the modal, and back", async ({
  page,
  db,
}) => {
  const { name, remove } = await seedEveryState(db);
  const modal = containerModal(page, name);
  const tab = backupsTab(page);
  const { keyboard } = page;
  const link = page.getByRole("link", { name, exact: true });
  await page.goto("/containers");
  await expect(page.getByRole("table")).toBeVisible();
  await keyboard.press("/");
  await keyboard.type(name);
  await expect(link).toBeVisible();
  await tabTo(page, link);
  await keyboard.press("Enter");
  await expect(modal.dialog).toBeVisible();
  for (const label of ["Instances", "Volumes", "Config", "Backups"] as const) {
    await tabTo(page, modal.tab(label));
    await keyboard.press("Enter");
    await expect(modal.tab(label)).toHaveAttribute("aria-current", "page");
  }

  const restore = tab.rowsIn("Live").getByRole("button", { name: "Restore", exact: true });
  await restore.waitFor();
  await tabTo(page, restore, 60);
  await keyboard.press("Enter");
  const dialog = tab.dialog(/^Restore /);
  const hasFocus = () => dialog.evaluate((one) => one.contains(document.activeElement));
  await expect.poll(hasFocus, "the dialog takes the focus").toBe(true);
  for (let pressed = 0; pressed < 12; pressed += 1) {
    await keyboard.press("Tab");
    // What keeps the focus in stands around the dialog, and hands it on.
    await expect.poll(hasFocus, "the dialog keeps the focus").toBe(true);
  }
  await keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(modal.dialog, "Escape closes one thing at a time").toBeVisible();
  await expect(restore).toBeFocused();
  await keyboard.press("Escape");
  await expect(modal.dialog).toBeHidden();
  await expect(page).toHaveURL(/\/containers$/);
  await expect(link).toBeFocused();
  await remove();
});

test("a page with faults does not pass", async ({ page }) => {
  await page.setContent(`<html lang="en"><head><title>Wrong</title><style>
    p { color: #999; background: #fff; width: 900px; animation: turn 9s infinite }
    @keyframes turn { to { translate: 0 1px } }
    @media (prefers-color-scheme: dark) { h1 { color: #333; background: #000 } }
  </style></head><body><main><h1>Heading</h1><p>Faint</p><button></button></main></body></html>`);
  const problems = (await problemsOf(page)).join("\n");
  for (const fault of [
    /light: color-contrast.* at p/,
    /light: button-name/,
    /moving: <p>/,
    /dark: color-contrast.* at h1/,
    /390 px: HTML/,
  ])
    expect(problems).toMatch(fault);
});
