"use client";

import { focusWhereItWasOpened } from "#components/shell/overlay";
import { type Shortcut, shortcuts } from "#components/shell/shortcut-table";
import { Dialog } from "#components/ui/dialog";
import { Kbd } from "#components/ui/kbd";

const groups = [...Map.groupBy(shortcuts, ({ group }) => group)];

function nameOf(key: string): string {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return key
    .replace("mod ", isMac ? "⌘ " : "Ctrl ")
    .toUpperCase()
    .replace(/^(CTRL|ESC|SPACE)/, (word) => word.charAt(0) + word.slice(1).toLowerCase());
}

/** All shortcuts, from the table that makes them. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      finalFocus={focusWhereItWasOpened}
      title="Keyboard shortcuts"
      size="md"
    >
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {groups.map(([group, list]) => (
          <section key={group} aria-label={group}>
            <h3 className="mb-1 text-sm font-medium text-faint">{group}</h3>
            <dl>
              {list.map((shortcut) => (
                <Line key={shortcut.words} shortcut={shortcut} />
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function Line({ shortcut: { keys, words } }: { shortcut: Shortcut }) {
  const names = keys.map(nameOf);
  return (
    <div className="flex items-center justify-between gap-4 border-b border-line-soft py-1.5 last:border-0">
      <dt>{words}</dt>
      <dd className="flex shrink-0 gap-1">
        <span className="sr-only">{names.join(" then ")}</span>
        {names.map((name) => (
          <Kbd key={name}>{name}</Kbd>
        ))}
      </dd>
    </div>
  );
}
