import { expect, type Page } from "@playwright/test";

export const alert = (page: Page) => page.getByRole("alert").filter({ hasText: /\S/ });

/** The page at `/login`. */
export function signInPage(page: Page) {
  const password = page.getByLabel("Password", { exact: true });
  return {
    heading: page.getByRole("heading", { name: "Sign in" }),
    async signIn(person: { email: string; password: string }): Promise<void> {
      await page.getByRole("textbox", { name: "Email" }).fill(person.email);
      await password.fill(person.password);
      await page.getByRole("button", { name: "Sign in" }).click();
    },
  };
}

/** The page at `/setup`. */
export function setUpPage(page: Page) {
  return {
    heading: page.getByRole("heading", { name: "Set up your hub" }),
    name: page.getByRole("textbox", { name: "Your name" }),
    email: page.getByRole("textbox", { name: "Email" }),
    password: page.getByLabel("Password", { exact: true }),
    async fill(owner: { name: string; email: string; password: string; hubName: string }) {
      await page.getByRole("textbox", { name: "Your name" }).fill(owner.name);
      await page.getByRole("textbox", { name: "Email" }).fill(owner.email);
      await page.getByLabel("Password", { exact: true }).fill(owner.password);
      await page.getByRole("textbox", { name: /^Hub name/ }).fill(owner.hubName);
    },
    submit: () => page.getByRole("button", { name: "Set up the hub" }).click(),
  };
}

/** Signs out by the menu in the corner. */
export async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login$/);
}
