import { describe, expect, it } from "vitest";
import { samePlace } from "#lib/integrations/same-place";

const b2 = {
  vendor: "backblaze-b2",
  region: "us-west-004",
  endpoint: null,
  bucket: "one",
  keyId: "k",
  prefix: "",
} as const;
const s3 = { ...b2, vendor: "s3", endpoint: "https://s3.example.com", pathStyle: true } as const;

describe("samePlace", () => {
  it("sees another bucket, endpoint or folder", () => {
    expect(samePlace(s3, { ...s3, bucket: "two" })).toBe(false);
    expect(samePlace(s3, { ...s3, endpoint: "https://other.example.com" })).toBe(false);
    expect(samePlace(b2, { ...b2, region: "eu-central-003" })).toBe(false);
    const folder = { vendor: "folder", path: "/srv/a", prefix: "" } as const;
    expect(samePlace(folder, { ...folder, path: "/srv/b" })).toBe(false);
    expect(samePlace(folder, { ...folder, path: "/srv/a/" })).toBe(true);
  });

  it("takes another key, prefix or way of writing for the same place", () => {
    expect(samePlace(s3, { ...s3, keyId: "other", prefix: "p/", pathStyle: false })).toBe(true);
    const written = "https://s3.us-west-004.backblazeb2.com";
    expect(samePlace(b2, { ...b2, endpoint: written })).toBe(true);
  });
});
