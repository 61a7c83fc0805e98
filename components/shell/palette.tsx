"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { useState } from "react";
import { focusWhereItWasOpened } from "#components/shell/overlay";
import {
  addRecent,
  type Command,
  type CommandGroup,
  findCommands,
  readRecent,
} from "#components/shell/palette-commands";
import { type PaletteMode, useCommands } from "#components/shell/use-commands";
import { useStored } from "#components/ui/use-stored";

/** Goes to a container or page, or does something, by a few letters of its name. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const [mode, setMode] = useState<PaletteMode>("all");
  const [kept, setKept] = useStored("holdfast-recent");
  const { groups, isLoading } = useCommands(mode, (next) => {
    setMode(next);
    setQuery("");
  });
  const recent = mode === "all" ? readRecent(kept) : [];
  const found = findCommands(groups, query, recent);

  function onChoose(command: Command) {
    const isStep = command.id === "act:back-up";
    if (!isStep) onClose();
    if (mode === "all") setKept(JSON.stringify(addRecent(recent, command.id)));
    command.run();
  }

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop forceRender className="fixed inset-0 z-50 bg-shade" />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center p-3 pt-[min(14vh,8rem)]">
          <Dialog.Popup
            aria-label="Go to"
            finalFocus={focusWhereItWasOpened}
            className="flex max-h-[min(30rem,70vh)] w-full max-w-xl flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-modal outline-hidden"
          >
            <Autocomplete.Root
              inline
              open
              items={found}
              mode="none"
              value={query}
              onValueChange={(next, details) => {
                // Choosing one must not write its name into the field.
                if (details.reason !== "item-press") setQuery(next);
              }}
              itemToStringValue={({ label }: Command) => label}
              autoHighlight="always"
              keepHighlight
            >
              <div className="flex items-center gap-2.5 border-b border-line px-3.5">
                <Search aria-hidden className="size-4 shrink-0 text-faint" />
                <Autocomplete.Input
                  aria-label={mode === "all" ? "Go to or do" : "Back up which container"}
                  placeholder={mode === "all" ? "Go to…" : "Back up…"}
                  onKeyDown={(event) => {
                    if (mode === "back-up" && query === "" && event.key === "Backspace")
                      setMode("all");
                  }}
                  className="h-12 min-w-0 flex-1 bg-transparent outline-hidden"
                />
              </div>
              <Autocomplete.Empty className="px-4 py-6 text-center text-dim empty:hidden">
                {isLoading ? "Looking through the containers…" : "Nothing here is called that."}
              </Autocomplete.Empty>
              <Autocomplete.List className="min-h-0 overflow-y-auto p-1.5 empty:hidden">
                {(group: CommandGroup) => (
                  <Autocomplete.Group key={group.value} items={group.items} className="pb-1.5">
                    <Autocomplete.GroupLabel className="px-2 pt-1.5 pb-1 text-sm text-faint">
                      {group.value}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(command: Command) => (
                        <Item key={command.id} command={command} onChoose={onChoose} />
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </Autocomplete.Root>
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Item({ command, onChoose }: { command: Command; onChoose: (command: Command) => void }) {
  return (
    <Autocomplete.Item
      value={command}
      onClick={() => onChoose(command)}
      className="flex items-center gap-2.5 rounded-md px-2 py-1.5 outline-hidden select-none data-highlighted:bg-highlight [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-dim"
    >
      {command.icon}
      <span className="min-w-0 flex-1 truncate">{command.label}</span>
      {command.detail && (
        <span className="max-w-[40%] truncate text-sm text-faint">{command.detail}</span>
      )}
    </Autocomplete.Item>
  );
}
