export type RefusalCode =
  | "not-found"
  | "invalid-state"
  | "invalid-argument"
  | "duplicate"
  | "forbidden";

/**
 * A request that the domain turns down, in words for the person who made it. The edge maps `code`
 * (and `subject`, such as `container.backup`) to a status once.
 */
export class Refusal extends Error {
  override name = "Refusal";
  readonly code: RefusalCode;
  readonly subject: string | null;
  /** Messages by input path, for the field they belong to. */
  readonly fields: Record<string, string> | null;

  constructor(
    code: RefusalCode,
    message: string,
    about: { subject?: string; fields?: Record<string, string> } = {},
  ) {
    super(message);
    this.code = code;
    this.subject = about.subject ?? null;
    this.fields = about.fields ?? null;
  }
}
