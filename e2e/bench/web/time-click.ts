import type { Locator, Page } from "@playwright/test";

/** What has to stand on the page: a selector, and words in what it selects. */
export type Mark = { selector: string; words: string };

type Times = { frame: number; data: number };

declare global {
  var holdfastTimes: Promise<Times> | undefined;
}

/**
 * Clicks, and answers the milliseconds from the browser's own click event to the first picture with
 * the frame, and to that with the data.
 * @throws when the data is not there after half a minute
 */
export async function timeClick(
  page: Page,
  target: Locator,
  marks: { frame: Mark; data: Mark },
): Promise<Times> {
  await page.evaluate(watchClick, marks);
  await target.click();
  return page.evaluate(() => globalThis.holdfastTimes ?? Promise.reject(new Error("no click")));
}

/** In the browser. */
function watchClick({ frame, data }: { frame: Mark; data: Mark }): void {
  const stands = ({ selector, words }: Mark) =>
    Array.from(document.querySelectorAll(selector)).some((one) =>
      (one.textContent || (one as HTMLInputElement).value || "").includes(words),
    );
  globalThis.holdfastTimes = new Promise((resolve, reject) => {
    document.addEventListener(
      "click",
      ({ timeStamp }) => {
        let framed = 0;
        const look = (now: number) => {
          if (framed === 0 && stands(frame)) framed = now - timeStamp;
          if (framed > 0 && stands(data)) resolve({ frame: framed, data: now - timeStamp });
          else if (now - timeStamp > 30_000) reject(new Error(`not seen: ${JSON.stringify(data)}`));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
}
