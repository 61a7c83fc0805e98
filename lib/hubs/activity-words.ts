/** One line of the audit trail, as far as its words need it. */
export type Told = {
  event: string;
  /** What it was done to, as it was called then. */
  subject: string;
  /** The container or instance it is about, when it has no subject. */
  about: string;
  details: Record<string, unknown>;
  /** Holdfast did it by itself. */
  byItself: boolean;
};

/** A sentence without its actor: `before` the thing's name, the name, and what comes `after`. */
export type Sentence = { before: string; name: string; after: string };

type Words = (told: Told, name: string) => { before: string; name?: string; after?: string };

const plain =
  (before: string): Words =>
  () => ({ before });

/** A text of the details, for the end of a sentence. */
function text(details: Record<string, unknown>, key: string): string {
  const value = details[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

const ending = (before: string, value: string, after = "") =>
  value === "" ? "" : `${before}${value}${after}`;

const words: Record<string, Words> = {
  "hub.setup": plain("set up the hub as"),
  "hub.rename": ({ details }) => ({
    before: "renamed the hub to",
    after: ending("from ", text(details, "before")),
  }),
  "hub.update": ({ details }) => ({
    before: "changed the hub's settings",
    name: "",
    after: ending(
      "(",
      Object.keys(details)
        .map((key) => key.replace(/_(seconds|hours|per_day)$/, "").replaceAll("_", " "))
        .join(", "),
      ")",
    ),
  }),
  "hub.integration.create": plain("added the integration"),
  "hub.integration.update": plain("changed the integration"),
  "hub.integration.delete": plain("deleted the integration"),
  "hub.integration.sweep": ({ details }) => ({
    before: "compared the catalogue with",
    after: ending("and failed: ", text(details, "error")),
  }),
  "hub.integration.task.sweep": plain("asked to compare the catalogue with"),
  "hub.integration.task.rebuild": plain("asked to rebuild the catalogue from"),
  "hub.integration.task.import": plain("asked to import backups from"),
  "hub.invite.create": ({ details }) => ({
    before: "invited",
    after: ending("as ", text(details, "role")),
  }),
  "hub.invite.delete": plain("revoked the invite for"),
  "hub.member.join": ({ details }) => ({
    before: "joined the hub as",
    after: ending("in the role of ", text(details, "role")),
  }),
  "hub.member.role": ({ details }) => ({
    before: "changed the role of",
    after: ending("from ", text(details, "before")) + ending(" to ", text(details, "role")),
  }),
  "hub.member.remove": plain("removed the member"),
  "account.rename": ({ details }) => ({
    before: "changed their name to",
    after: ending("from ", text(details, "before")),
  }),
  "account.password": plain("changed their password"),
  "account.session.delete": ({ details }) => ({
    before: details.sessions_ended === 1 ? "ended a session" : "ended their other sessions",
  }),
  "container.update": ({ details }) => ({ before: changeOf(details) }),
  "container.config.update": plain("changed the backup config of"),
  "container.delete": plain("deleted the container"),
  "container.task.delete": ({ byItself, details }) => ({
    before: byItself ? "sent to deletion: the container" : "asked to delete the container",
    after:
      ending("with ", text(details, "backups"), " of its backups") +
      ending(", because ", lowerFirst(text(details, "reason"))),
  }),
  "container.task.delete.stop": plain("stopped the deletion of"),
  "container.console.open": plain("opened a console in"),
  "container.console.close": ({ details }) => ({
    before: "closed the console in",
    after: ending("after ", openFor(details)) + ending(" (", text(details, "reason"), ")"),
  }),
  "container.backup.create": ({ details }) => ({
    before:
      details.trigger === "retry"
        ? "queued another try of the backup of"
        : details.trigger === "schedule"
          ? "queued the scheduled backup of"
          : "asked for a backup of",
  }),
  "container.backup.cancel": plain("cancelled a backup of"),
  "container.backup.task.delete": plain("asked to delete a backup of"),
  "container.backup.delete": plain("deleted a backup of"),
  "container.backup.retention": ({ details }) => ({
    before: "retention deletes a backup of",
    after: ending("(", text(details, "reason"), ")"),
  }),
  "container.backup.task.restore": plain("asked for a restore to"),
  "container.backup.restore": plain("restored"),
  "container.restore.cancel": plain("cancelled a restore to"),
  "container.backup.task.pin": plain("pinned a backup of"),
  "container.backup.task.unpin": plain("unpinned a backup of"),
  "container.backup.task.verify": plain("asked to verify a backup of"),
  "container.backup.verify": ({ details }) => ({
    before: "read back a backup of",
    after: ending("(", Object.values(details).filter(isText).join(", "), ")"),
  }),
  "container.backup.missing": ({ details }) => ({
    before: "found missing: a backup of",
    after: ending("(", text(details, "reason"), ")"),
  }),
  "container.backup.found": plain("found again: a backup of"),
  "container.backup.import": ({ details }) => ({
    before: `imported ${text(details, "count") || "the"} backups of`,
  }),
};

const isText = (value: unknown) => typeof value === "string" && value !== "";

/** What a change of a container was. */
function changeOf({ stateful_override: stateful, keep_backups: keep }: Told["details"]): string {
  if (stateful === true) return "marked as stateful:";
  if (stateful === false) return "marked as not stateful:";
  if (stateful === null) return "left it to Holdfast whether it is stateful:";
  if (keep === true) return "chose to keep the backups of";
  if (keep === false) return "chose not to keep the backups of";
  return "changed the container";
}

/** How long a console was open, in minutes where it was longer than one. */
function openFor({ seconds }: Record<string, unknown>): string {
  if (typeof seconds !== "number") return "";
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} m`;
}

function lowerFirst(sentence: string): string {
  return (sentence.charAt(0).toLowerCase() + sentence.slice(1)).replace(/\.$/, "");
}

/** Whether an event has words of its own. */
export function hasWords(event: string): boolean {
  return Object.hasOwn(words, event);
}

/**
 * What was done, for a sentence that begins with who did it. One that is not known is told by its own
 * name, so that nothing in the trail is unreadable.
 */
export function tellActivity(told: Told): Sentence {
  const name = told.subject || told.about;
  const known = hasWords(told.event) ? words[told.event] : undefined;
  if (!known) {
    const named = told.event.replace(/[._-]+/g, " ");
    return { before: `did “${named}”${name === "" ? "" : " to"}`, name, after: "" };
  }
  const { before, name: own = name, after = "" } = known(told, name);
  return { before, name: own, after };
}

/** The same as one line of text. */
export function activityLine(told: Told): string {
  const { before, name, after } = tellActivity(told);
  return [before, name, after].filter((part) => part !== "").join(" ");
}
