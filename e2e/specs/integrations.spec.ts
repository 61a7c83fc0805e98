import { mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "#e2e/fixtures/dashboard";
import { integrationsPage } from "#e2e/pages/integrations-page";
import { createBucket } from "#e2e/services/s3-bucket";

test("the Local folder is there from the start and is said not to be off-site", async ({
  page,
  started,
}) => {
  const integrations = integrationsPage(page);
  await integrations.goto();
  const card = integrations.card("Local folder");
  await expect(card).toContainText("Live");
  await expect(card).toContainText(`${started.dataFolder}/backups`);
  await expect(card).toContainText("Not off-site: it is lost with the machine");
  await expect(card, "it was tried when it was made").not.toContainText(/Verified\s*Never/);
});

test("an S3 store is added, mended, verified again and kept while it is used", async ({
  page,
  run,
  api,
  services,
  started,
}) => {
  const bucket = await createBucket(services.s3);
  const { s3 } = services;
  const name = "Yard store";
  const integrations = integrationsPage(page);
  const card = integrations.card(name);
  await integrations.goto();

  await test.step("a blank field gets its error", async () => {
    await integrations.add("S3 compatible");
    await integrations.save();
    await expect(integrations.field("Bucket")).toHaveAccessibleDescription(/Bucket is missing/);
  });

  await test.step("a wrong secret is named", async () => {
    const { endpoint, region, accessKeyId: keyId } = s3;
    const values = { name, endpoint, region, keyId, bucket: bucket.name, secret: "not-the-secret" };
    await integrations.fillS3(values);
    await integrations.save();
    await expect(card).toContainText("Failed");
    await expect(card).toContainText("The secret key does not fit the key ID.");
  });

  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET") asked.push(`${request.method()} ${request.url()}`);
  });
  await test.step("with the right one it is live, by one verify", async () => {
    await integrations.choose(name, "Edit");
    await expect(integrations.field("Secret access key")).toHaveValue("");
    await integrations.field("Secret access key").fill(s3.secretAccessKey);
    await integrations.save();
    await expect(card).toContainText("Live");
    await expect(card).not.toContainText("does not fit");
    await expect(page.getByText(`${name} works`)).toBeVisible();
    expect(asked).toEqual([expect.stringMatching(/^PATCH .*\/integrations\/[\w-]+$/)]);
  });

  await test.step("a blank secret keeps it, and it is never sent to the browser", async () => {
    await integrations.choose(name, "Edit");
    await expect(integrations.field("Secret access key")).toHaveValue("");
    await integrations.field("Prefix").fill("team-a");
    await integrations.save();
    await expect(card).toContainText(`${bucket.name}/team-a`);
    await expect(card).toContainText("Live");
    const answer = await page.request.get("/api/v1/hubs/current/integrations");
    expect(await answer.text()).toContain(s3.accessKeyId);
    expect(await answer.text()).not.toContain(s3.secretAccessKey);
  });

  await test.step("Verify makes real calls: it sees that the bucket has gone", async () => {
    await bucket.destroy();
    await card.getByRole("button", { name: "Verify" }).click();
    await expect(card).toContainText(`There is no bucket named ${bucket.name} there.`);
  });

  await test.step("an unused one is deleted", async () => {
    await integrations.choose(name, "Delete");
    await page.getByRole("button", { name: "Delete integration" }).click();
    await expect(card).toBeHidden();
  });

  await test.step("one that only a container is set to is not, and it says so", async () => {
    const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
    const path = `/containers/${target.containerId}/config/integrations/backups`;
    const set = async (integrationId: string) =>
      api.call("PATCH", path, {
        integration_id: integrationId,
        backup: { command: "cat /etc/hostname", timeout: "1m" },
        restore: null,
      });
    const { id } = await api.call<{ id: string }>("POST", "/hubs/current/integrations", {
      name: "Spare folder",
      vendor: "folder",
      extra: { path: `${started.dataFolder}/spare` },
    });
    await expect(integrations.card("Spare folder")).toBeVisible();
    await set(id);
    await integrations.choose("Spare folder", "Delete");
    const dialog = page.getByRole("dialog", { name: "Spare folder is in use" });
    await expect(dialog).toContainText("1 container is set to store in it.");
    await expect(dialog).not.toContainText("in it. Delete");
    await expect(dialog.getByRole("button", { name: "Delete integration" })).toBeHidden();
    await dialog.getByRole("button", { name: "Close" }).first().click();

    await set((await api.bucketIntegration()).id);
    await integrations.choose("Spare folder", "Delete");
    await page.getByRole("button", { name: "Delete integration" }).click();
    await expect(integrations.card("Spare folder")).toBeHidden();
  });

  await test.step("a used one is not, and the count says why", async () => {
    const target = await run({ image: services.images.tar, volume: "/var/lib/test" });
    await api.configure(target, { backup: "tar cf - -C /var/lib/test backup" });
    await api.backUp(target, 2);
    const used = await api.bucketIntegration();
    await page.reload();
    await integrations.choose(used.name, "Delete");
    const dialog = page.getByRole("dialog", { name: `${used.name} is in use` });
    await expect(dialog).toContainText(/\d+ backups, .* lie in it/);
    await expect(dialog.getByRole("button", { name: "Delete integration" })).toBeHidden();
    const refused = await page.request.delete(`/api/v1/hubs/current/integrations/${used.id}`);
    expect(refused.status()).toBe(403);
    const { error } = await refused.json();
    expect(error.code).toBe("403.invalid-state");
    expect(error.detail).toMatch(/\d+ backups lie in it and \d+ containers? (is|are) set to it/);
  });
});

test("a folder whose disk is not mounted is not taken for the folder that was set up", async ({
  page,
  api,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-disk-"));
  const away = `${folder}-away`;
  const integrations = integrationsPage(page);
  const card = integrations.card("Yard disk");
  const { id } = await api.call<{ id: string }>("POST", "/hubs/current/integrations", {
    name: "Yard disk",
    vendor: "folder",
    extra: { path: folder },
  });
  const verify = () =>
    api.call("POST", `/hubs/current/integrations/${id}/tasks`, { action: "verify" });
  try {
    await integrations.goto();
    await expect(card).toContainText("Live");
    // The mount point of a disk that did not come back after a restart.
    renameSync(folder, away);
    mkdirSync(folder);
    await verify();
    await expect(card).toContainText("its disk may not be mounted");
    rmdirSync(folder);
    renameSync(away, folder);
    await verify();
    await expect(card).toContainText("Live");
    await api.call("DELETE", `/hubs/current/integrations/${id}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(away, { recursive: true, force: true });
  }
});
