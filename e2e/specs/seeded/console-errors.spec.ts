import { test } from "#e2e/fixtures/test";

test.describe("a test of ours fails", () => {
  test("on a console error", async ({ page }) => {
    test.fail();
    await page.setContent("<script>console.error('wrong')</script>");
  });

  test("on an error that nobody caught", async ({ page }) => {
    test.fail();
    await page.setContent("<script>setTimeout(() => { throw new Error('wrong') })</script>");
    await page.waitForTimeout(200);
  });
});

test("a quiet page passes", async ({ page }) => {
  await page.setContent("<script>console.log('fine')</script>");
});
