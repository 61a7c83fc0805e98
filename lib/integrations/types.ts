export const vendors = ["backblaze-b2", "s3", "folder"] as const;
export type Vendor = (typeof vendors)[number];

/** A vendor's settings without its secret. */
export type IntegrationSettings =
  | {
      vendor: "backblaze-b2";
      region: string;
      endpoint: string | null;
      bucket: string;
      keyId: string;
      prefix: string;
    }
  | {
      vendor: "s3";
      endpoint: string | null;
      region: string;
      bucket: string;
      keyId: string;
      pathStyle: boolean;
      prefix: string;
    }
  | {
      vendor: "folder";
      path: string;
      prefix: string;
      /** What was written into the folder, to know it by; not there until it was verified. */
      mark?: string;
    };
