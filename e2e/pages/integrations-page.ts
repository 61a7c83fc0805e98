import type { Page } from "@playwright/test";

export type S3Fields = {
  name: string;
  endpoint: string;
  region: string;
  bucket: string;
  keyId: string;
  secret: string;
};

/** The page at `/hub/integrations`. */
export function integrationsPage(page: Page) {
  const form = page.getByRole("dialog");
  const field = (label: string) => form.getByLabel(new RegExp(`^${label}`));
  return {
    goto: () => page.goto("/hub/integrations"),
    card: (name: string) =>
      page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) }),
    field,
    async add(vendor: string): Promise<void> {
      await page.getByRole("button", { name: "Add integration" }).click();
      await form.getByRole("button", { name: vendor }).click();
    },
    async fillS3(values: S3Fields): Promise<void> {
      await field("Name").fill(values.name);
      await field("Endpoint").fill(values.endpoint);
      await field("Region").fill(values.region);
      await field("Bucket").fill(values.bucket);
      await field("Access key ID").fill(values.keyId);
      await field("Secret access key").fill(values.secret);
      await field("Path style").check();
    },
    save: () => form.getByRole("button", { name: "Save and verify" }).click(),
    async choose(name: string, item: "Edit" | "Delete" | RegExp): Promise<void> {
      // By the keyboard: a toast may lie over it, and stays for as long as the mouse is there.
      await page.getByRole("button", { name: `More for ${name}` }).press("Enter");
      await page.getByRole("menuitem", { name: item }).press("Enter");
    },
  };
}
