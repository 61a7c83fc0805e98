import { describe, expect, it } from "vitest";
import { manifestPath, objectPath } from "#lib/backups/object-path";

const backup = {
  id: "01938c2e-0000-7000-8000-000000000001",
  created: new Date("2026-11-24T02:10:11.123Z"),
  environment: "shop",
  identifier: "orders-db",
};

describe("objectPath", () => {
  it("is readable, sorts by time and is unique by id", () => {
    expect(objectPath("team/", backup)).toBe(
      "team/holdfast/shop/orders-db/2026-11-24T02-10-11Z-01938c2e-0000-7000-8000-000000000001.backup",
    );
  });

  it("never climbs out of its folder, whatever a container is called", () => {
    const path = objectPath("", { ...backup, environment: "../..", identifier: "a/b\u0000 c" });
    expect(path.split("/")).toHaveLength(4);
    expect(path).not.toContain("..");
    expect(path).toMatch(/^[\x21-\x7e]+$/);
  });

  it("puts the manifest beside the object", () => {
    expect(manifestPath("a/b.backup")).toBe("a/b.backup.json");
  });
});
