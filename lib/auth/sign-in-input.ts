import { z } from "zod";

/** What the sign-in form sends. Old accounts may hold what new ones may not: nothing more is asked. */
export const signInInput = z.object({
  email: z
    .string()
    .trim()
    .min(1, "Enter your email.")
    .max(254, "This is too long for an email.")
    // PostgreSQL takes none of these in a text.
    .refine((text) => !text.includes("\0"), "This is no email."),
  password: z.string().min(1, "Enter your password.").max(1024, "This is too long for a password."),
});
