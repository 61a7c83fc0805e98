/** What a shortcut does; the listener knows how. */
export type ShortcutAct = { go: string } | "palette" | "help";

export type Shortcut = {
  /** Pressed one after the other; `mod` is ⌘ or Ctrl. */
  keys: readonly string[];
  words: string;
  group: "Go to" | "Everywhere" | "In a list of backups";
  /** Missing where the list itself listens for it. */
  act?: ShortcutAct;
};

/** Every shortcut of the dashboard: the listener and the help sheet are made from this. */
export const shortcuts: readonly Shortcut[] = [
  {
    keys: ["mod k"],
    words: "Go to a container or page, or do something",
    group: "Everywhere",
    act: "palette",
  },
  { keys: ["/"], words: "Search in the list", group: "Everywhere" },
  { keys: ["?"], words: "Show these shortcuts", group: "Everywhere", act: "help" },
  { keys: ["Esc"], words: "Close what is open; clear a search", group: "Everywhere" },
  { keys: ["g", "o"], words: "Overview", group: "Go to", act: { go: "/" } },
  { keys: ["g", "c"], words: "Containers", group: "Go to", act: { go: "/containers" } },
  { keys: ["g", "b"], words: "Backups", group: "Go to", act: { go: "/backups" } },
  { keys: ["g", "a"], words: "Activity", group: "Go to", act: { go: "/activity" } },
  { keys: ["g", "i"], words: "Integrations", group: "Go to", act: { go: "/hub/integrations" } },
  { keys: ["g", "m"], words: "Members", group: "Go to", act: { go: "/hub/members" } },
  { keys: ["g", "h"], words: "Hosts", group: "Go to", act: { go: "/hub/hosts" } },
  { keys: ["g", "s"], words: "Settings", group: "Go to", act: { go: "/hub/settings" } },
  { keys: ["←", "→"], words: "From bar to bar in a chart", group: "Everywhere" },
  { keys: ["Space"], words: "Select the row", group: "In a list of backups" },
];

type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/**
 * What a key press brings about, given the keys pressed shortly before: an act, or that more is to come.
 * A letter with Alt, or with ⌘ or Ctrl where the table does not say so, is the browser's own.
 */
export function pressKey(
  before: readonly string[],
  { key, ctrlKey, metaKey, altKey }: Pressed,
): { act: ShortcutAct | null; pending: readonly string[] } {
  const none = { act: null, pending: [] };
  if (altKey) return none;
  const name = ctrlKey || metaKey ? `mod ${key.toLowerCase()}` : key;
  for (const pressed of [[...before, name], [name]]) {
    const fits = shortcuts.filter(
      ({ keys, act }) => act && pressed.every((one, at) => keys[at] === one),
    );
    const exact = fits.find(({ keys }) => keys.length === pressed.length);
    if (exact?.act) return { act: exact.act, pending: [] };
    if (fits.length > 0) return { act: null, pending: pressed };
  }
  return none;
}
