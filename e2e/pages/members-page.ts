import type { Page } from "@playwright/test";

/** The page at `/hub/members`. */
export function membersPage(page: Page) {
  const dialog = page.getByRole("dialog");
  return {
    goto: () => page.goto("/hub/members"),
    dialog,
    row: (text: string) => page.getByRole("row").filter({ hasText: text }),
    async choose(name: string, item: "Change role" | "Remove"): Promise<void> {
      await page.getByRole("button", { name: `More for ${name}`, exact: true }).click();
      await page.getByRole("menuitem", { name: item }).click();
    },
    /** Chooses a role in the open dialog. */
    async chooseRole(role: string): Promise<void> {
      await dialog.getByRole("combobox", { name: "Role" }).click();
      await page.getByRole("option", { name: new RegExp(`^${role}`) }).click();
    },
    /** Makes an invite, and answers its link. */
    async invite(email: string, role: string): Promise<string> {
      await page.getByRole("button", { name: "Invite a member" }).click();
      await dialog.getByLabel("Email").fill(email);
      await this.chooseRole(role);
      await dialog.getByRole("button", { name: "Make the link" }).click();
      const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
      await dialog.getByRole("button", { name: "Done" }).click();
      return link;
    },
  };
}

/** The page that an invite's link leads to. */
export function invitePage(page: Page) {
  return {
    heading: page.getByRole("heading", { name: /^Join / }),
    email: page.getByRole("textbox", { name: "Email" }),
    name: page.getByRole("textbox", { name: "Your name" }),
    password: page.getByLabel("Password", { exact: true }),
    join: page.getByRole("button", { name: "Join the hub" }),
  };
}
