import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import type { Figure } from "#e2e/bench/web/figures";
import { watchRequests } from "#e2e/bench/web/requests";
import { type Mark, timeClick } from "#e2e/bench/web/time-click";

type Input = {
  browser: Browser;
  baseURL: string;
  storageState: BrowserContextOptions["storageState"];
  turns: number;
};

const goals = { frame: 100, data: 300, javaScript: 180, depth: 2, shift: 0 };
const currentTab = (words: string): Mark => ({
  selector: '[role=dialog] nav [aria-current="page"]',
  words,
});
const inPane = (selector: string, words: string): Mark => ({
  selector: `#container-tab ${selector}`,
  words,
});
/** Each tab with what only its own answer brings. */
const tabs: { label: string; data: Mark }[] = [
  { label: "Instances", data: inPane("a, td, li", "shop-orders-db-") },
  { label: "Volumes", data: inPane("td, li", "/var/lib/postgresql/data") },
  { label: "Backups", data: inPane("tbody[data-index]", "Live") },
  { label: "Config", data: inPane("textarea", "pg_dump") },
];

/** All figures, `turns` values each. Every turn begins with an empty cache, as somebody's first visit. */
export async function measureAll(input: Input): Promise<Figure[]> {
  const figures = new Map<string, Figure>();
  const note = (name: string, unit: Figure["unit"], goal: number | null, value: number) => {
    const known = figures.get(name);
    if (known) known.values.push(value);
    else figures.set(name, { name, unit, goal, values: [value] });
  };
  for (let turn = 0; turn < input.turns; turn += 1) {
    const { browser, turns: _, ...options } = input;
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ ...options, viewport });
    const page = await context.newPage();
    await page.addInitScript(addUpShifts);
    await firstLoad(page, note);
    await openAndLookAround(page, turn, note);
    note("layout shift, list and modal", "", goals.shift, await shifted(page));
    for (const path of ["/", "/backups"]) {
      await page.goto(path);
      await page.waitForLoadState("networkidle").catch(() => undefined);
      note(`layout shift, ${path}`, "", goals.shift, await shifted(page));
    }
    await context.close();
    console.log(`turn ${turn + 1} of ${input.turns}`);
  }
  return [...figures.values()];
}

type Note = (name: string, unit: Figure["unit"], goal: number | null, value: number) => void;

async function firstLoad(page: Page, note: Note): Promise<void> {
  const requests = watchRequests(page);
  const began = performance.now();
  const response = await page.goto("/containers", { waitUntil: "commit" });
  await page
    .getByRole("link", { name: /^orders-db-/ })
    .first()
    .waitFor();
  note("list: rows after a first visit's", "ms", null, performance.now() - began);
  const html = (await response?.text()) ?? "";
  const scripts = await requests.scriptBytes();
  const depth = requests.depth();
  requests.stop();
  const sum = (list: typeof scripts) => list.reduce((all, { bytes }) => all + bytes, 0) / 1000;
  const named = scripts.filter(({ url }) => html.includes(`${url}"`));
  note("list: JavaScript that the page names, gzipped", "KB", goals.javaScript, sum(named));
  note("list: JavaScript come until the rows stand", "KB", null, sum(scripts));
  note("list: depth of the request waterfall", "", goals.depth, depth);
}

async function openAndLookAround(page: Page, turn: number, note: Note): Promise<void> {
  const link = page.getByRole("link", { name: /^orders-db-/ }).nth(turn % 10);
  const name = (await link.textContent()) ?? "";
  const requests = watchRequests(page);
  const opened = await timeClick(page, link, {
    frame: { selector: "[role=dialog] h2", words: name },
    data: inPane("*", "15432"),
  });
  note("modal: frame", "ms", goals.frame, opened.frame);
  note("modal: data", "ms", goals.data, opened.data);
  note("modal: depth of the request waterfall", "", goals.depth, requests.depth());
  requests.stop();
  for (const { label, data } of tabs) {
    const asked = watchRequests(page);
    const tab = page
      .getByRole("navigation", { name: "Container" })
      .getByRole("link", { name: new RegExp(`^${label}`) });
    const times = await timeClick(page, tab, { frame: currentTab(label), data });
    note(`${label}: frame`, "ms", goals.frame, times.frame);
    note(`${label}: data`, "ms", goals.data, times.data);
    note(`${label}: depth of the request waterfall`, "", goals.depth, asked.depth());
    asked.stop();
  }
}

declare global {
  var holdfastShift: number | undefined;
}

/** In the browser, before the page: adds up what moved without a hand having touched it. */
function addUpShifts(): void {
  globalThis.holdfastShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[])
      if (!entry.hadRecentInput)
        globalThis.holdfastShift = (globalThis.holdfastShift ?? 0) + entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

const shifted = (page: Page) => page.evaluate(() => globalThis.holdfastShift ?? 0);
