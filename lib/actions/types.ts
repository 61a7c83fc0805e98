/** What a form shows after its action: nothing yet, or why it was not done. */
export type FormState = {
  /** For the whole form. */
  message?: string;
  /** For one field, by its name. */
  fields?: Record<string, string>;
  /** What was typed, to be shown again; never a password. */
  values?: Record<string, string>;
};
