import type { IntegrationSettings, Vendor } from "#lib/integrations/types";
import { StoreError } from "#lib/pipeline/store-error";
import { isPassing, readS3Failure } from "#lib/storage/s3-failure";

/** The steps of a verification; the one that fails names what is missing. */
export type VerifyStep =
  | "write"
  | "head"
  | "read"
  | "list"
  | "multipart"
  | "list-uploads"
  | "abort"
  | "delete";

/** What is missing, said twice: in a word (a capability or a setting) and in sentences. */
export type VerifyFailure = { missing: string; message: string; next: string };

/**
 * What each step asks of the key.
 * https://www.backblaze.com/docs/cloud-storage-s3-compatible-app-keys
 * https://docs.aws.amazon.com/AmazonS3/latest/API/mpuoverview.html
 */
const capabilities: Record<VerifyStep, Record<Vendor, string>> = {
  write: { "backblaze-b2": "writeFiles", s3: "s3:PutObject", folder: "write" },
  head: { "backblaze-b2": "readFiles", s3: "s3:GetObjectVersion", folder: "read" },
  read: { "backblaze-b2": "readFiles", s3: "s3:GetObjectVersion", folder: "read" },
  list: { "backblaze-b2": "listFiles", s3: "s3:ListBucketVersions", folder: "read" },
  multipart: { "backblaze-b2": "writeFiles", s3: "s3:PutObject", folder: "write" },
  "list-uploads": {
    "backblaze-b2": "listFiles",
    s3: "s3:ListBucketMultipartUploads",
    folder: "read",
  },
  abort: { "backblaze-b2": "writeFiles", s3: "s3:AbortMultipartUpload", folder: "write" },
  delete: { "backblaze-b2": "deleteFiles", s3: "s3:DeleteObjectVersion", folder: "write" },
};

/** Says what a failed verification step means for the person who entered the settings. */
export function explainVerifyFailure(
  settings: IntegrationSettings,
  step: VerifyStep,
  error: unknown,
): VerifyFailure {
  const known = error instanceof StoreError ? error : null;
  if (known?.code === "full") {
    return { missing: "space", message: known.message, next: "Verify again once there is room." };
  }
  if (settings.vendor === "folder") return explainFolder(settings.path, step, known);
  if (known?.cause === undefined && known) {
    return known.code === "refused" || known.code === "not-found"
      ? refused(settings, step)
      : {
          missing: "endpoint",
          message: known.message,
          next: "Check that the endpoint is an S3 one.",
        };
  }
  return explainS3(settings, step, known?.cause ?? error);
}

function explainFolder(path: string, step: VerifyStep, error: StoreError | null): VerifyFailure {
  if (error?.code === "refused") {
    return {
      missing: capabilities[step].folder,
      message: error.message,
      next: `Let the user that runs Holdfast read and write in ${path}.`,
    };
  }
  return {
    missing: "path",
    message: error?.message ?? "The folder cannot be used.",
    next: `Check that ${path} is a folder on this machine, and mounted.`,
  };
}

type S3Like = Exclude<IntegrationSettings, { vendor: "folder" }>;

function explainS3(settings: S3Like, step: VerifyStep, error: unknown): VerifyFailure {
  const failure = readS3Failure(error);
  const { status, code, text } = failure;
  const b2 = settings.vendor === "backblaze-b2";
  const keyName = b2 ? "application key" : "secret key";
  switch (code) {
    case "NoSuchBucket":
    case "InvalidBucketName":
      return {
        missing: "bucket",
        message: `There is no bucket named ${settings.bucket} there.`,
        next: "Check the bucket's name, and that region or endpoint are the bucket's.",
      };
    case "InvalidAccessKeyId":
      return {
        missing: "key ID",
        message: "The store does not know this key ID.",
        next: b2
          ? "Copy the keyID of an application key (the master key does not work), and check that the region is the bucket's."
          : "Check the access key ID, and that the endpoint is the right one.",
      };
    case "SignatureDoesNotMatch":
      return {
        missing: keyName,
        message: `The ${keyName} does not fit the key ID.`,
        next: `Enter the ${keyName} again, without blanks.`,
      };
    case "RequestTimeTooSkewed":
      return {
        missing: "clock",
        message: "This machine's clock differs too much from the store's.",
        next: "Set the clock, for instance by NTP, and verify again.",
      };
    case "PermanentRedirect":
    case "AuthorizationHeaderMalformed":
    case "IllegalLocationConstraintException":
      return {
        missing: "region",
        message: `The region ${settings.region} is not the bucket's. ${text}`.trim(),
        next: "Enter the region that the bucket's page shows.",
      };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return nameNotFound(settings);
  }
  if (status === 401 || status === 403) return refused(settings, step);
  if (status === 301 || status === 307) {
    return {
      missing: "region",
      message: "The store points to another region.",
      next: "Enter the region that the bucket's page shows.",
    };
  }
  if (status !== null && isPassing(failure)) {
    return {
      missing: "answer",
      message: `The store answers with errors (${status} ${code}).`,
      next: "Verify again in a while.",
    };
  }
  return {
    missing: "endpoint",
    message:
      status === null
        ? `The endpoint does not answer as it should (${code}).`
        : `The endpoint does not speak S3 (${status} ${code}).`,
    next: "Check the endpoint, its port, and http or https.",
  };
}

function nameNotFound(settings: S3Like): VerifyFailure {
  if (settings.vendor === "s3" && settings.endpoint && !settings.pathStyle) {
    return {
      missing: "path style",
      message: `The name ${settings.bucket}.${URL.parse(settings.endpoint)?.host ?? "…"} cannot be found.`,
      next: "Turn path style on, or check the endpoint.",
    };
  }
  return {
    missing: settings.endpoint === null ? "region" : "endpoint",
    message: "The store's name cannot be found.",
    next: "Check it, and that this machine can look up names.",
  };
}

function refused(settings: S3Like, step: VerifyStep): VerifyFailure {
  const missing = capabilities[step][settings.vendor];
  if (settings.vendor === "backblaze-b2") {
    return {
      missing,
      message: `The application key lacks the capability ${missing} for this bucket.`,
      next: "Make an application key with Read and Write access to this bucket, and no other file name prefix.",
    };
  }
  return {
    missing,
    message: `The key lacks the permission ${missing} for this bucket.`,
    next: "Allow it in the key's policy, for the bucket and everything in it.",
  };
}
