import { expect, test } from "vitest";
import { whyNotIts } from "#lib/backups/catalogue/check-manifest";
import { seenManifest } from "#lib/backups/catalogue/manifest.fake";

const path = "holdfast/shop/db/2026-01-01T00-00-00Z-0190b3c0-1111-7000-8000-000000000001.backup";
const manifest = seenManifest({ key: path, sizes: [600, 400] });
const object = { path, size: 1000 };
const changed = (patch: object) => ({ ...manifest, object: { ...manifest.object, ...patch } });

test("takes its own, also moved under another prefix", () => {
  expect(whyNotIts(manifest, object)).toBeNull();
  expect(whyNotIts(manifest, { ...object, path: `moved/${path}` })).toBeNull();
});

test("refuses another object's, another size, parts that do not add up, and dates that cannot be", () => {
  expect(whyNotIts(manifest, { ...object, path: path.replace("01.b", "02.b") })).toMatch(/another/);
  expect(whyNotIts(manifest, { ...object, size: 999 })).toMatch(/1,000 bytes.* 999/);
  expect(whyNotIts(changed({ sha256: "0".repeat(64) }), object)).toMatch(/contradicts itself/);
  expect(whyNotIts(changed({ parts: manifest.object.parts.toReversed() }), object)).toMatch(
    /contradicts/,
  );
  expect(whyNotIts(changed({ parts: manifest.object.parts.slice(1) }), object)).toMatch(
    /contradicts/,
  );
  const old = { ...manifest, backup: { ...manifest.backup, created: "0000-01-01T00:00:00Z" } };
  expect(whyNotIts(old, object)).toMatch(/no date/);
});
