import { describe, expect, it } from "vitest";
import {
  editedIntegrationInput,
  type NewIntegrationInput,
  newIntegrationInput,
  toSettings,
} from "#lib/integrations/integration-input";

const b2 = {
  vendor: "backblaze-b2",
  name: "Backblaze",
  auth: { region: "us-west-004", key_id: "004abc", secret: "K004xyz" },
  extra: { bucket: "harbour-backups" },
};

function fieldsOf(input: unknown): string[] {
  const parsed = newIntegrationInput.safeParse(input);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."));
}

const settingsOf = (input: unknown) =>
  toSettings(newIntegrationInput.parse(input) as NewIntegrationInput);

describe("newIntegrationInput", () => {
  it("takes Backblaze with a region", () => {
    expect(settingsOf(b2)).toEqual({
      vendor: "backblaze-b2",
      region: "us-west-004",
      endpoint: null,
      bucket: "harbour-backups",
      keyId: "004abc",
      prefix: "",
    });
  });

  it("takes Backblaze with an endpoint and reads the region from it", () => {
    const input = {
      ...b2,
      auth: { ...b2.auth, region: " " },
      extra: { ...b2.extra, endpoint: "https://s3.eu-central-003.backblazeb2.com" },
    };
    expect(settingsOf(input)).toMatchObject({ region: "eu-central-003" });
  });

  it.each([
    ["no region and no endpoint", { ...b2, auth: { ...b2.auth, region: "" } }, "auth.region"],
    ["no key", { ...b2, auth: { ...b2.auth, secret: "" } }, "auth.secret"],
    ["no bucket", { ...b2, extra: {} }, "extra.bucket"],
    [
      "an endpoint with a path",
      { ...b2, extra: { ...b2.extra, endpoint: "https://x.example/bucket" } },
      "extra.endpoint",
    ],
    [
      "an endpoint that is no web address",
      { ...b2, extra: { ...b2.extra, endpoint: "ftp://x.example" } },
      "extra.endpoint",
    ],
    [
      "an endpoint with a user",
      { ...b2, extra: { ...b2.extra, endpoint: "https://me:word@x.example" } },
      "extra.endpoint",
    ],
    [
      "an endpoint that is no address",
      { ...b2, extra: { ...b2.extra, endpoint: "x y" } },
      "extra.endpoint",
    ],
    [
      "a region that is not the endpoint's",
      { ...b2, extra: { ...b2.extra, endpoint: "https://s3.eu-central-003.backblazeb2.com" } },
      "auth.region",
    ],
    ["a prefix that climbs", { ...b2, extra: { ...b2.extra, prefix: "a/../b" } }, "extra.prefix"],
    [
      "a relative folder",
      { vendor: "folder", name: "F", extra: { path: "backups" } },
      "extra.path",
    ],
    [
      "a folder that climbs",
      { vendor: "folder", name: "F", extra: { path: "/srv/../etc" } },
      "extra.path",
    ],
    ["a blank name", { ...b2, name: " " }, "name"],
    ["an unknown vendor", { ...b2, vendor: "tape" }, "vendor"],
  ])("puts the error of %s at its field", (_name, input, field) => {
    expect(fieldsOf(input)).toContain(field);
  });

  it.each(["s3.eu-central-003.backblazeb2.com", " https://S3.eu-central-003.backblazeb2.com/ "])(
    "takes an endpoint as it is pasted: %s",
    (endpoint) => {
      const input = { ...b2, auth: { ...b2.auth, region: "" }, extra: { ...b2.extra, endpoint } };
      expect(settingsOf(input)).toMatchObject({
        endpoint: "https://s3.eu-central-003.backblazeb2.com",
        region: "eu-central-003",
      });
    },
  );

  it("gives a prefix exactly one slash at its end", () => {
    expect(settingsOf({ ...b2, extra: { ...b2.extra, prefix: "/team//a//" } }).prefix).toBe(
      "team/a/",
    );
  });
});

describe("editedIntegrationInput", () => {
  it("lets the secret be blank or missing", () => {
    for (const secret of ["", undefined]) {
      expect(
        editedIntegrationInput.safeParse({ ...b2, auth: { ...b2.auth, secret } }).success,
      ).toBe(true);
    }
  });
});
