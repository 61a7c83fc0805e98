import { expect, type Page } from "@playwright/test";

export const consolePath = (containerId: string, instanceId: string) =>
  `/containers/${containerId}/instances/${instanceId}/console`;
export const logPath = (containerId: string, instanceId: string) =>
  `/containers/${containerId}/instances/${instanceId}/log`;

/** An instance's console. */
export function consoleView(page: Page) {
  const screen = page.locator(".xterm-rows");
  return {
    screen,
    /** Waits until a shell is there, and gives it the keyboard. */
    async ready(): Promise<void> {
      await expect(page.getByText("as the container's own user")).toBeVisible();
      await expect(screen).toContainText("#");
      await page.getByRole("textbox", { name: /^Console of/ }).focus();
    },
    run: async (line: string) => {
      await page.keyboard.type(line);
      await page.keyboard.press("Enter");
    },
  };
}
