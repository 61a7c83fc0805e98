import { z } from "zod";
import type { IntegrationSettings } from "#lib/integrations/types";

const name = z.string().trim().min(1, "Give it a name.").max(100, "Use at most 100 characters.");
const identifier = z
  .string()
  .trim()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
    "Use small letters, digits and dashes, such as backblaze-main.",
  );
const bucket = z
  .string({ error: "Name the bucket." })
  .trim()
  .regex(
    /^[a-zA-Z0-9][a-zA-Z0-9.-]{1,61}[a-zA-Z0-9]$/,
    "A bucket's name has 3 to 63 letters, digits, dashes and dots.",
  );
const region = z
  .string({ error: "Name the region." })
  .trim()
  .regex(/^[a-z0-9-]+$/, "A region looks like us-west-004: small letters, digits and dashes.");
const keyId = z.string({ error: "Enter the key's ID." }).trim().min(1, "Enter the key's ID.");
const secret = z.string({ error: "Enter the key." }).trim().min(1, "Enter the key.");
const blank = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;
const endpoint = z
  .url({
    protocol: /^https?$/,
    error: "An endpoint is a URL such as https://s3.us-west-004.backblazeb2.com.",
  })
  .refine((url) => {
    const parts = URL.parse(url);
    return (
      parts !== null &&
      parts.pathname === "/" &&
      `${parts.search}${parts.hash}${parts.username}` === ""
    );
  }, "Give the endpoint alone: no path, bucket, query or user.")
  .transform((url) => URL.parse(url)?.origin ?? url);
/** Backblaze shows the endpoint without `https://`, and so it is pasted. Others may mean http. */
const withScheme = (value: unknown) =>
  typeof value === "string" && /^[a-z0-9.-]+\.(backblazeb2|amazonaws)\.com\/?$/i.test(value.trim())
    ? `https://${value.trim()}`
    : value;
const optionalEndpoint = z.preprocess((value) => withScheme(blank(value)), endpoint.optional());
const prefix = z
  .string()
  .trim()
  .default("")
  .transform((text) => text.replace(/\/+/g, "/").replace(/^\/|\/$/g, ""))
  .refine((text) => !/(^|\/)\.\.?(\/|$)/.test(text), "A prefix cannot hold “.” or “..”.")
  .transform((text) => (text === "" ? "" : `${text}/`));
const path = z
  .string({ error: "Give the folder's path." })
  .trim()
  .regex(/^\//, "Give an absolute path, such as /srv/backups.")
  .refine((text) => !text.split("/").includes(".."), "A path cannot hold “..”.");

const b2Region = z.preprocess(blank, region.optional());

const backblaze = z.object({
  vendor: z.literal("backblaze-b2"),
  auth: z.object({ region: b2Region, key_id: keyId, secret }),
  extra: z.object({ bucket, endpoint: optionalEndpoint, prefix }),
});
const s3 = z.object({
  vendor: z.literal("s3"),
  auth: z.object({ region, key_id: keyId, secret }),
  extra: z.object({
    bucket,
    endpoint: optionalEndpoint,
    path_style: z.boolean().default(false),
    prefix,
  }),
});
const folder = z.object({
  vendor: z.literal("folder"),
  extra: z.object({ path, prefix }),
});

const named = z.object({ name, identifier: identifier.optional() });

/** A new integration as the API takes it; errors lie at the field's own path. */
export const newIntegrationInput = z
  .discriminatedUnion("vendor", [
    backblaze.extend(named.shape),
    s3.extend(named.shape),
    folder.extend(named.shape),
  ])
  .superRefine(requireB2Place);

/** An edit carries every setting; a blank or missing secret keeps the one there is. */
export const editedIntegrationInput = z
  .discriminatedUnion("vendor", [
    backblaze.extend({
      ...named.shape,
      auth: backblaze.shape.auth.extend({ secret: z.string().trim().optional() }),
    }),
    s3.extend({
      ...named.shape,
      auth: s3.shape.auth.extend({ secret: z.string().trim().optional() }),
    }),
    folder.extend(named.shape),
  ])
  .superRefine(requireB2Place);

/** A change as it is sent: any part of an integration. Checked as a whole once it is laid over what is there. */
export const integrationPatch = z.strictObject({
  name: z.unknown().optional(),
  identifier: z.unknown().optional(),
  vendor: z.unknown().optional(),
  auth: z.record(z.string(), z.unknown()).optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
});

export type IntegrationPatch = z.infer<typeof integrationPatch>;
export type NewIntegrationInput = z.infer<typeof newIntegrationInput>;
export type EditedIntegrationInput = z.infer<typeof editedIntegrationInput>;

type IssueSink = { addIssue(issue: { code: "custom"; path: string[]; message: string }): void };
type Placed =
  | { vendor: "folder" | "s3" }
  | { vendor: "backblaze-b2"; auth: { region?: string }; extra: { endpoint?: string } };

function requireB2Place(input: Placed, context: IssueSink): void {
  if (input.vendor !== "backblaze-b2") return;
  const { region } = input.auth;
  const named = regionOfEndpoint(input.extra.endpoint);
  if (!region && !input.extra.endpoint) {
    context.addIssue({
      code: "custom",
      path: ["auth", "region"],
      message:
        "Give the region (such as us-west-004) or the endpoint; the bucket's page at Backblaze shows it.",
    });
  } else if (region && named && region !== named) {
    context.addIssue({
      code: "custom",
      path: ["auth", "region"],
      message: `The endpoint is in ${named}. Leave the region out, or make them agree.`,
    });
  }
}

/** The settings that are stored, without the secret. */
export function toSettings(
  input: NewIntegrationInput | EditedIntegrationInput,
): IntegrationSettings {
  switch (input.vendor) {
    case "folder":
      return { vendor: "folder", path: input.extra.path, prefix: input.extra.prefix };
    case "s3":
      return {
        vendor: "s3",
        endpoint: input.extra.endpoint ?? null,
        region: input.auth.region,
        bucket: input.extra.bucket,
        keyId: input.auth.key_id,
        pathStyle: input.extra.path_style,
        prefix: input.extra.prefix,
      };
    case "backblaze-b2":
      return {
        vendor: "backblaze-b2",
        region: input.auth.region ?? regionOfEndpoint(input.extra.endpoint) ?? "us-east-1",
        endpoint: input.extra.endpoint ?? null,
        bucket: input.extra.bucket,
        keyId: input.auth.key_id,
        prefix: input.extra.prefix,
      };
  }
}

/** Backblaze names the region in the endpoint: `https://s3.<region>.backblazeb2.com`. */
function regionOfEndpoint(url: string | undefined): string | null {
  const host = URL.parse(url ?? "")?.hostname ?? "";
  return /^s3\.([a-z0-9-]+)\.backblazeb2\.com$/.exec(host)?.[1] ?? null;
}
