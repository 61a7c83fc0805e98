import { problemsOf } from "#e2e/fixtures/accessible";
import { expect, test } from "#e2e/fixtures/dashboard";
import { owner, ownerSession } from "#e2e/fixtures/people";
import { alert, setUpPage, signInPage, signOut } from "#e2e/pages/sign-in";

// A change that arrives between signing out and leaving the page is asked for without a session.
test.use({ forgiven: /status of 401 .*\/api\/v1\// });

test("whoever holds the printed link sets up the hub, once", async ({ page, context, started }) => {
  const setUp = setUpPage(page);
  const signIn = signInPage(page);
  const link = started.setupLink ?? "npm start printed no link";

  await test.step("without a good link it says where the link is", async () => {
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "This hub isn't set up yet" })).toBeVisible();
    await page.goto("/setup?token=guessed");
    await expect(page.getByRole("heading", { name: /no longer good/ })).toBeVisible();
    await expect(page.getByText("npm start")).toBeVisible();
    await expect(setUp.name).toBeHidden();
  });

  const late = await context.newPage();
  await late.goto(link);

  await test.step("a weak password gets its error at its field", async () => {
    await page.goto(link);
    await expect(setUp.heading).toBeVisible();
    expect(await problemsOf(page)).toEqual([]);
    await setUp.fill({ ...owner, password: "short" });
    await setUp.submit();
    await expect(setUp.password).toHaveAttribute("aria-invalid", "true");
    await expect(setUp.password).toHaveAccessibleDescription(/Use at least 10 characters/);
    await expect(setUp.email).toHaveValue(owner.email);
  });

  await test.step("a good one makes the owner and signs them in", async () => {
    await setUp.fill(owner);
    await setUp.submit();
    await expect(page).toHaveURL(`${started.url}/`);
    await expect(page.getByRole("link", { name: "Overview" })).toHaveAttribute(
      "aria-current",
      "page",
    );
    await expect(page.getByText("Set up the owner")).toBeVisible();
    await expect(page.getByText(`Hub · ${owner.hubName}`)).toBeVisible();
    await expect(page.getByRole("button", { name: owner.name })).toContainText("owner");
  });

  await test.step("a tab that had the form open is told that the link is used up", async () => {
    const form = setUpPage(late);
    await form.fill({ ...owner, email: "eve@example.com" });
    await form.submit();
    await expect(alert(late)).toContainText(/The hub was set up a moment ago/);
    await late.close();
  });

  await test.step("the link leads to signing in from now on", async () => {
    await signOut(page, owner.name);
    await page.goto(link);
    await expect(page).toHaveURL(/\/login$/);
    await expect(signIn.heading).toBeVisible();
  });

  await test.step("a wrong password does not say which of the two is wrong", async () => {
    await signIn.signIn({ ...owner, password: "wrong horse battery" });
    await expect(alert(page)).toHaveText("The email or the password is wrong.");
    await signIn.signIn({ email: "eve@example.com", password: owner.password });
    await expect(alert(page)).toHaveText("The email or the password is wrong.");
  });

  await test.step("signing in leads to where one wanted to go, on this site only", async () => {
    await page.goto("/hub/integrations");
    await expect(page).toHaveURL(/\/login\?next=%2Fhub%2Fintegrations$/);
    await signIn.signIn(owner);
    await expect(page).toHaveURL(/\/hub\/integrations$/);
    await signOut(page, owner.name);
    await page.goto("/login?next=//example.org/stolen");
    await signIn.signIn(owner);
    await expect(page).toHaveURL(`${started.url}/`);
  });

  await context.storageState({ path: ownerSession });
});
