import { expect, test } from "#e2e/fixtures/dashboard";
import { signedInBrowser } from "#e2e/fixtures/signed-in";
import { addMember, ownHub } from "#e2e/fixtures/two-hubs";

test.use({ forgiven: /status of 40[13] .*\/api\/(v1\/|events)/ });

test("name, password and sessions of one's own", async ({ browser, started, db }) => {
  const { hubId } = await ownHub(db);
  const person = await addMember(db, hubId, "consultant");
  const here = await signedInBrowser(browser, started, person);
  const elsewhere = await signedInBrowser(browser, started, person);
  const { page } = here;
  await page.getByRole("button", { name: "consultant" }).click();
  await page.getByRole("menuitem", { name: "Profile" }).click();
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();

  await test.step("a new name is at once in the frame", async () => {
    await page.getByLabel("Name", { exact: true }).fill("Joan Boatswain");
    await page.getByRole("button", { name: "Rename" }).click();
    await expect(page.getByRole("button", { name: "Joan Boatswain" })).toBeVisible();
  });

  const rows = page.getByRole("listitem").filter({ hasText: "Signed in" });
  await test.step("sessions: this one is marked, another one is ended and its tab signs out", async () => {
    await expect(rows).toHaveCount(2);
    await expect(rows.filter({ hasText: "This one" })).toHaveCount(1);
    await expect(rows.first()).toContainText("Chrome on Linux");
    await rows.filter({ hasNotText: "This one" }).getByRole("button").click();
    await expect(rows).toHaveCount(1);
    await expect(elsewhere.page).toHaveURL(/\/login/);
  });

  await test.step("the password: the present one is asked for, the other sessions end", async () => {
    const again = await signedInBrowser(browser, started, person);
    const present = page.getByLabel("Present password", { exact: true });
    const next = page.getByLabel("New password", { exact: true });
    const change = page.getByRole("button", { name: "Change password" });
    await present.fill("not this one");
    await next.fill("short");
    await change.click();
    await expect(next).toHaveAccessibleDescription(/Use at least 10 characters/);
    await next.fill("a brand new horse");
    await change.click();
    await expect(present).toHaveAccessibleDescription(/not your present password/);
    await present.fill(person.password);
    await change.click();
    await expect(page.getByText("1 other session was ended")).toBeVisible();
    await expect(again.page).toHaveURL(/\/login/);
    await expect(present).toHaveValue("");
    await page.reload();
    await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
    await again.context.close();
    const now = await signedInBrowser(browser, started, {
      ...person,
      password: "a brand new horse",
    });
    await now.context.close();
  });

  await here.context.close();
  await elsewhere.context.close();
});
