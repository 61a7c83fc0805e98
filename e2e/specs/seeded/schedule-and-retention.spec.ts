import { eq } from "drizzle-orm";
import { backupConfigs } from "#drizzle/backups";
import { expect, test } from "#e2e/fixtures/dashboard";
import { hostElsewhere } from "#e2e/fixtures/elsewhere";
import { tabPath } from "#e2e/pages/container-modal";

test.use({ timezoneId: "America/New_York" });

test("a schedule and a retention are set, with what they do before they are saved", async ({
  page,
  db,
}) => {
  const elsewhere = await hostElsewhere(db);
  try {
    const { containerId } = await elsewhere.container("ledger-db", 12);
    const cron = page.getByRole("textbox", { name: "Cron string" });
    const next = page.getByRole("list", { name: "The next runs" });
    const retention = page.getByRole("group", { name: "Retention" });
    const save = page.getByRole("button", { name: "Save", exact: true });
    const config = async () => {
      const where = eq(backupConfigs.containerId, containerId);
      const [row] = await db.select().from(backupConfigs).where(where);
      return row;
    };
    await page.goto(tabPath(containerId, "config/integrations/backups"));

    await test.step("turned on, it is nightly in the reader's own zone", async () => {
      await page.getByRole("checkbox", { name: "Back up automatically" }).check();
      await expect(page.getByText("At 03:00, every day, America/New_York")).toBeVisible();
      await expect(next.getByRole("listitem")).toHaveCount(5);
      await page.getByRole("combobox", { name: "How often" }).click();
      await page.getByRole("option", { name: "Every Sunday at 03:00" }).click();
      await expect(cron).toHaveValue("0 3 * * 0");
      await expect(next.getByText(/^Sun /)).toHaveCount(5);
    });

    await test.step("a bad cron string is refused at its field, in words", async () => {
      await cron.fill("0 25 * * *");
      await save.click();
      await expect(cron).toHaveAttribute("aria-invalid", "true");
      await expect(
        page.getByText("This is not a cron string: Invalid value for hour"),
      ).toBeVisible();
      await expect(next).toBeHidden();
      await cron.fill("0 0 31 2 *");
      await expect(page.getByText("This time never comes")).toBeVisible();
      await cron.fill("30 2 * * 1-5");
      await expect(page.getByText("Monday through Friday")).toBeVisible();
    });

    await test.step("a time zone is found by a part of its name", async () => {
      await page.getByRole("combobox", { name: "Time zone" }).click();
      await page.getByPlaceholder("Search time zones").fill("lisb");
      await page.getByRole("option", { name: "Europe/Lisbon" }).click();
      await expect(page.getByText(/Monday through Friday, Europe\/Lisbon$/)).toBeVisible();
    });

    await test.step("the retention says which of the present backups would go", async () => {
      await expect(retention).toContainText("All 12 present live backups stay.");
      await page.getByRole("textbox", { name: "Younger than" }).fill("soon");
      await save.click();
      await expect(retention).toContainText("Write numbers with the units");
      await page.getByRole("textbox", { name: "Younger than" }).fill("");
      await page.getByRole("textbox", { name: "Last" }).fill("0");
      await expect(retention).toContainText("Keep at least 1, or leave it out.");
      await page.getByRole("textbox", { name: "Last" }).fill("4");
      await expect(retention).toContainText("Keeps the last 4.");
      await expect(retention).toContainText("8 of the 12 present live backups would go");
      await expect(retention).toContainText("and 3 older, 8.00 MB in all");
    });

    await test.step("saving it asks first, and says how many and how much", async () => {
      await save.click();
      const question = page.getByRole("dialog", { name: "Save, and remove 8 backups?" });
      await expect(question).toContainText("8.00 MB");
      await question.getByRole("button", { name: "Keep editing" }).click();
      expect(await config()).toMatchObject({ cronString: null, retention: { age: "365d" } });
      await save.click();
      await question.getByRole("button", { name: "Save and remove 8 backups" }).click();
      await expect(page.getByText("Saved.")).toBeVisible();
      expect(await config()).toMatchObject({
        cronString: "30 2 * * 1-5",
        timeZone: "Europe/Lisbon",
        retention: { last: 4 },
      });
    });

    await test.step("saved, it is there after a reload, and in the dashboard", async () => {
      await page.reload();
      await expect(cron).toHaveValue("30 2 * * 1-5");
      await expect(page.getByRole("combobox", { name: "Time zone" })).toContainText(
        "Europe/Lisbon",
      );
      await expect(page.getByRole("textbox", { name: "Last" })).toHaveValue("4");
      await page.goto(tabPath(containerId, "dashboard"));
      await expect(page.getByRole("dialog").getByText("Next run")).toBeVisible();
      await expect(page.getByRole("dialog").getByText("Protected").first()).toBeVisible();
    });

    await test.step("turned off, nothing is due any more", async () => {
      await page.goto(tabPath(containerId, "config/integrations/backups"));
      await page.getByRole("checkbox", { name: "Back up automatically" }).uncheck();
      await save.click();
      await expect(page.getByText("Saved.")).toBeVisible();
      expect(await config()).toMatchObject({ cronString: null, timeZone: "Europe/Lisbon" });
    });
  } finally {
    await elsewhere.remove();
  }
});
