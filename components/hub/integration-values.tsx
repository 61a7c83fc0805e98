import { z } from "zod";
import type { IntegrationDto } from "#lib/api/integration-dto";
import type { AvailableVendor, VendorField } from "#lib/integrations/available-vendors";
import type { IntegrationInput } from "#lib/queries/integrations";

/** The form's values by the API's own paths; every text is there, blank or not. */
export type IntegrationValues = {
  name: string;
  auth: { region: string; key_id: string; secret: string };
  extra: { bucket: string; endpoint: string; path: string; prefix: string; path_style: boolean };
};

export type TextPath =
  | "auth.region"
  | "auth.key_id"
  | "auth.secret"
  | "extra.bucket"
  | "extra.endpoint"
  | "extra.path"
  | "extra.prefix";

const textPaths: readonly string[] = [
  "auth.region",
  "auth.key_id",
  "auth.secret",
  "extra.bucket",
  "extra.endpoint",
  "extra.path",
  "extra.prefix",
] satisfies TextPath[];

export const isTextPath = (path: string): path is TextPath => textPaths.includes(path);

export function valuesOf(
  vendor: AvailableVendor,
  integration: IntegrationDto | null,
): IntegrationValues {
  const { auth, extra } = integration ?? {};
  return {
    name: integration?.name ?? vendor.name,
    auth: { region: auth?.region ?? "", key_id: auth?.key_id ?? "", secret: "" },
    extra: {
      bucket: extra?.bucket ?? "",
      endpoint: extra?.endpoint ?? "",
      path: extra?.path ?? "",
      prefix: extra?.prefix ?? "",
      path_style: extra?.path_style ?? false,
    },
  };
}

/** What is sent: only the fields the vendor has. */
export function inputOf(vendor: AvailableVendor, values: IntegrationValues): IntegrationInput {
  const has = (path: string) => vendor.fields.some((field) => field.path === path);
  const { auth, extra } = values;
  return {
    name: values.name,
    vendor: vendor.vendor,
    auth: {
      ...(has("auth.region") && { region: auth.region }),
      ...(has("auth.key_id") && { key_id: auth.key_id }),
      ...(has("auth.secret") && { secret: auth.secret }),
    },
    extra: {
      ...(has("extra.bucket") && { bucket: extra.bucket }),
      ...(has("extra.endpoint") && { endpoint: extra.endpoint }),
      ...(has("extra.path") && { path: extra.path }),
      ...(has("extra.prefix") && { prefix: extra.prefix }),
      ...(has("extra.path_style") && { path_style: extra.path_style }),
    },
  };
}

/** What can be known without the server: that nothing needed is blank. */
export function schemaOf(vendor: AvailableVendor, isNew: boolean) {
  const text = (path: string) => {
    const field = vendor.fields.find((one) => one.path === path);
    return field && isRequired(field, isNew)
      ? z.string().trim().min(1, `${field.label} is missing.`)
      : z.string().trim();
  };
  return z.object({
    name: z.string().trim().min(1, "Give it a name."),
    auth: z.object({
      region: text("auth.region"),
      key_id: text("auth.key_id"),
      secret: text("auth.secret"),
    }),
    extra: z.object({
      bucket: text("extra.bucket"),
      endpoint: text("extra.endpoint"),
      path: text("extra.path"),
      prefix: text("extra.prefix"),
      path_style: z.boolean(),
    }),
  });
}

/** A blank secret keeps the one there is. */
export const isRequired = (field: VendorField, isNew: boolean) =>
  field.required && (isNew || field.kind !== "secret");
