import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { eq } from "drizzle-orm";
import { backups, logs } from "#drizzle/backups";
import { expect, test } from "#e2e/fixtures/dashboard";
import { integrationsPage } from "#e2e/pages/integrations-page";
import { createBucket } from "#e2e/services/s3-bucket";
import type { IntegrationDto } from "#lib/api/integration-dto";

/* What is found in the bucket is seen on the card at once, and can be acted on. */

test("a bucket is compared, what it holds besides is imported, and the tab says when", async ({
  page,
  run,
  api,
  db,
  services,
}) => {
  // One of its own: what other specs do to theirs would be found too.
  const bucket = await createBucket(services.s3);
  const { endpoint, region, accessKeyId: key_id, secretAccessKey: secret } = services.s3;
  const { id: integrationId, name } = await api.call<IntegrationDto>(
    "POST",
    "/hubs/current/integrations",
    {
      name: `Yard ${bucket.name}`,
      vendor: "s3",
      auth: { region, key_id, secret },
      extra: { endpoint, bucket: bucket.name, path_style: true },
    },
  );
  const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
  await api.call("PATCH", `/containers/${target.containerId}/config/integrations/backups`, {
    integration_id: integrationId,
    backup: { command: "tar cf - -C /var/lib/test backup", timeout: "2m" },
    restore: { command: "tar xf - -C /var/lib/test", timeout: "2m" },
  });
  const [lost, gone, kept] = await api.backUp(target, 3);
  if (!lost || !gone || !kept) throw new Error("no backups");
  const at = { Bucket: bucket.name, Key: gone.target.path };
  await bucket.client.send(new DeleteObjectCommand({ ...at, VersionId: gone.target.file_id }));
  const notes = { Bucket: bucket.name, Key: `holdfast/notes-${kept.id}.txt`, Body: "mine" };
  await bucket.client.send(new PutObjectCommand(notes));
  // As if the database had been put back from before this backup.
  await db.delete(logs).where(eq(logs.backupId, lost.id));
  await db.delete(backups).where(eq(backups.id, lost.id));

  const integrations = integrationsPage(page);
  const card = integrations.card(name);
  await integrations.goto();
  await test.step("comparing says what is missing", async () => {
    await card.getByRole("button", { name: "Compare with the bucket" }).click();
    await expect(card).toContainText(/Compared with the bucket (just )?now/i);
    await expect(card).toContainText("1 backup newly missing");
  });

  await test.step("unknown objects: one can be imported, the other says why not", async () => {
    await card.getByRole("button", { name: /unknown/ }).click();
    const dialog = page.getByRole("dialog", { name: `Unknown objects in ${name}` });
    await expect(dialog).toContainText("Holdfast makes no objects of this name");
    await dialog.getByRole("button", { name: new RegExp(`^Import .*${lost.id}`) }).click();
    await expect(dialog).not.toContainText(lost.target.path);
    await dialog.getByRole("button", { name: "Close" }).first().click();
    await expect(card).toContainText("1 backup imported");
  });

  await test.step("rebuild explains itself, and finds nothing more", async () => {
    await integrations.choose(name, /^Rebuild from the bucket/);
    const dialog = page.getByRole("dialog", { name: `Rebuild from ${name}` });
    await expect(dialog).toContainText("For a new Holdfast that is given an old bucket");
    await dialog.getByRole("button", { name: "Rebuild" }).click();
    await expect(dialog).toBeHidden();
    await expect(card).not.toContainText("newly missing");
    await expect(card).not.toContainText("imported");
    await expect(card).toContainText("2 of 3 backups found");
  });

  await test.step("the container's tab: missing with its reason, imported is live, compared when", async () => {
    await page.goto(`/containers/${target.containerId}/backups`);
    await expect(page.getByText("it was removed outside Holdfast")).toBeVisible();
    await expect(page.getByText("Live", { exact: true })).toHaveCount(2);
    await expect(
      page.getByText(/Compared with what is stored ((just )?now|\d+ minutes? ago)/i),
    ).toBeVisible();
  });
  await bucket.destroy();
});
