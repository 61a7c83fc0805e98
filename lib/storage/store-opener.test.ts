import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { explainFailure } from "#lib/backups/failure";
import type { IntegrationRow } from "#lib/integrations/ports";
import { sealSecret } from "#lib/integrations/seal";
import { storeOpener } from "#lib/storage/store-opener";

it("says to enter the secret again when the install's key does not open it", async () => {
  const row: IntegrationRow = {
    id: "i1",
    hubId: "h1",
    name: "Far away",
    vendor: "s3",
    settings: {
      vendor: "s3",
      endpoint: null,
      region: "eu-west-1",
      bucket: "bucket",
      keyId: "key",
      pathStyle: false,
      prefix: "",
    },
    sealedSecret: sealSecret("secret", randomBytes(32), "i1"),
  };
  const error = await storeOpener(async () => row, randomBytes(32))("i1").catch((thrown) => thrown);
  expect(explainFailure(error)).toMatchObject({
    code: "store-misconfigured",
    message: expect.stringContaining("Enter the secret again"),
  });
});
