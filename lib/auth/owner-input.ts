import { z } from "zod";
import { newPassword } from "#lib/auth/password";

/** An email address as we keep it: trimmed, in the writer's case; accounts are found without case. */
export const emailAddress = z
  .string()
  .trim()
  .max(254, "This is too long for an email address.")
  .pipe(z.email("This is not an email address."));

/** What the first owner says of themself; `hubName` blank leaves the hub's name as it is. */
export const ownerInput = z.object({
  name: z.string().trim().min(1, "Enter your name.").max(100, "Use at most 100 characters."),
  email: emailAddress,
  password: newPassword,
  hubName: z.string().trim().max(100, "Use at most 100 characters.").optional(),
});

export type OwnerInput = z.input<typeof ownerInput>;
