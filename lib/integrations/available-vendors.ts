import type { Vendor } from "#lib/integrations/types";

export type VendorField = {
  /** Path in the API's body, such as `auth.key_id`. */
  path: string;
  label: string;
  kind: "text" | "secret" | "boolean";
  required: boolean;
  help: string;
  placeholder: string;
};

export type AvailableVendor = {
  vendor: Vendor;
  name: string;
  summary: string;
  /** False when a fire in the house takes the backups with it. */
  off_site: boolean;
  fields: VendorField[];
};

const text = (
  path: string,
  label: string,
  help: string,
  placeholder = "",
  required = true,
): VendorField => ({
  path,
  label,
  kind: "text",
  required,
  help,
  placeholder,
});

const prefix = text(
  "extra.prefix",
  "Prefix",
  "Put everything under this path in the bucket; leave blank for none.",
  "team-a",
  false,
);

/** What a hub can connect to, with the fields of each, as the form and `GET …/available` show them. */
export const availableVendors: AvailableVendor[] = [
  {
    vendor: "backblaze-b2",
    name: "Backblaze B2",
    summary: "A private bucket at Backblaze. Off-site, and billed by what is stored.",
    off_site: true,
    fields: [
      text(
        "auth.region",
        "Region",
        "This or the endpoint below. Part of the bucket's endpoint: s3.<region>.backblazeb2.com.",
        "us-west-004",
        false,
      ),
      text(
        "extra.endpoint",
        "Endpoint",
        "Only when it is not the usual one of the region.",
        "https://s3.us-west-004.backblazeb2.com",
        false,
      ),
      text(
        "extra.bucket",
        "Bucket",
        "The bucket's name. Make it private at Backblaze first.",
        "my-backups",
      ),
      text(
        "auth.key_id",
        "Key ID",
        "keyID of an application key that may read and write this bucket.",
        "004…",
      ),
      {
        ...text(
          "auth.secret",
          "Application key",
          "Backblaze shows it once, when the key is made.",
          "K004…",
        ),
        kind: "secret",
      },
      prefix,
    ],
  },
  {
    vendor: "s3",
    name: "S3 compatible",
    summary: "Any store that speaks S3: AWS, MinIO, Ceph, Wasabi, Cloudflare R2 and others.",
    off_site: true,
    fields: [
      text("extra.endpoint", "Endpoint", "Leave blank for AWS.", "https://s3.example.com", false),
      text("auth.region", "Region", "us-east-1 when your store has none.", "us-east-1"),
      text("extra.bucket", "Bucket", "The bucket's name.", "my-backups"),
      text("auth.key_id", "Access key ID", "Of a key that may read and write this bucket.", ""),
      {
        ...text("auth.secret", "Secret access key", "Kept sealed; never shown again.", ""),
        kind: "secret",
      },
      {
        ...text(
          "extra.path_style",
          "Path style",
          "Ask for https://host/bucket instead of https://bucket.host.",
          "",
          false,
        ),
        kind: "boolean",
      },
      prefix,
    ],
  },
  {
    vendor: "folder",
    name: "Local folder",
    summary:
      "A folder on the machine that runs Holdfast. Not off-site: it is lost with the machine.",
    off_site: false,
    fields: [
      text("extra.path", "Folder", "An absolute path that Holdfast may write to.", "/srv/backups"),
      prefix,
    ],
  },
];
