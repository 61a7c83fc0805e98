import "server-only";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import type { FormState } from "#lib/actions/types";
import { Refusal } from "#lib/hubs/refusal";

const secretNames = new Set(["password", "token"]);

/**
 * Wraps what a form does as a server action for `useActionState`: the input is checked, and every
 * error becomes the form's next state once, here. An unknown one is written to the log and never
 * shown. Next itself refuses an action that another site's page sent.
 */
export function formAction<S extends z.ZodType>(
  input: S,
  act: (input: z.infer<S>) => Promise<FormState>,
): (before: FormState, form: FormData) => Promise<FormState> {
  return async (_before, form) => {
    const sent = textsOf(form);
    try {
      return await act(input.parse(sent));
    } catch (error) {
      unstable_rethrow(error);
      const values = Object.fromEntries(
        Object.entries(sent).filter(([name]) => !secretNames.has(name)),
      );
      return { ...explain(error), values };
    }
  };
}

function textsOf(form: FormData): Record<string, string> {
  const texts = [...form].filter((entry): entry is [string, string] => {
    const [name, value] = entry;
    return typeof value === "string" && !name.startsWith("$ACTION_");
  });
  return Object.fromEntries(texts);
}

function explain(error: unknown): FormState {
  if (error instanceof Refusal) {
    return { message: error.message, ...(error.fields ? { fields: error.fields } : {}) };
  }
  if (error instanceof z.ZodError) {
    const fields: Record<string, string> = {};
    for (const { path, message } of error.issues) fields[path.join(".")] ??= message;
    return { fields };
  }
  console.error("action:", error);
  return { message: "Something unexpected went wrong. The server's output has the details." };
}
