import type { Vendor } from "#lib/integrations/types";

export const vendorNames: Record<Vendor, string> = {
  "backblaze-b2": "Backblaze B2",
  s3: "S3",
  folder: "Local folder",
};
