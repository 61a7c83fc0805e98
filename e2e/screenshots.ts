import { mkdirSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright";
import { npmStart } from "#e2e/fixtures/npm-start";
import { backupsTab } from "#e2e/pages/backups-tab";
import { tabPath } from "#e2e/pages/container-modal";
import { signInPage } from "#e2e/pages/sign-in";
import { ensureBrowser } from "#e2e/services/browser";
import { demoEmail } from "#lib/auth/demo-owner";

/*
 * `npm run screenshots` takes the README's pictures of the demo, in light and dark: what they show, the
 * real code has done.
 */

const folder = "public/screenshots";

const undo: (() => Promise<unknown>)[] = [];
try {
  await takeAll();
} finally {
  for (const step of undo.reverse()) await step().catch(console.error);
}

async function takeAll(): Promise<void> {
  const demo = await npmStart("screenshots", { HOLDFAST_DEMO: "1" });
  undo.push(demo.stop);
  const browser = await chromium.launch(await ensureBrowser());
  undo.push(() => browser.close());
  const password = / with the password (\S+)/.exec(demo.output())?.[1] ?? "";
  const owner = { email: demoEmail, password };
  for (const theme of ["light", "dark"] as const) await takeIn(browser, demo.url, { theme, owner });
}

async function takeIn(
  browser: Browser,
  url: string,
  { theme, owner }: { theme: "light" | "dark"; owner: { email: string; password: string } },
): Promise<void> {
  const page = await browser.newPage({
    baseURL: url,
    viewport: { width: 1440, height: 900 },
    colorScheme: theme,
  });
  await page.goto("/login");
  await signInPage(page).signIn(owner);
  await page.getByRole("heading", { name: "Needs attention" }).waitFor();
  await page.waitForLoadState("networkidle");
  await take(page, `overview-${theme}`);

  const listed = await page.request.get("/api/v1/containers?page[size]=100");
  const containers: { id: string; identifier: string }[] = (await listed.json()).data;
  const id = containers.find(({ identifier }) => identifier === "orders-db")?.id ?? "";
  await page.goto(tabPath(id, "backups"));
  const failed = backupsTab(page).rowsIn("Failed").first();
  await failed.getByRole("button", { name: "Log" }).click();
  await failed.getByText("Connection refused").last().waitFor();
  await take(page, `backups-${theme}`);
  await page.close();
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(5, 5);
  mkdirSync(folder, { recursive: true });
  const path = `${folder}/${name}.png`;
  await page.screenshot({ path, animations: "disabled" });
  console.log(path);
}
