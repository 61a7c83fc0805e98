import { Toggle } from "@base-ui/react/toggle";
import clsx from "clsx";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button";

type Props = {
  pressed: boolean;
  onPressedChange: (pressed: boolean) => void;
  children: ReactNode;
};

/** On or off, kept pressed while on. */
export function ToggleButton({ pressed, onPressedChange, children }: Props) {
  return (
    <Toggle
      pressed={pressed}
      onPressedChange={onPressedChange}
      className={clsx(
        buttonClass("plain", "sm"),
        "text-dim! data-pressed:border-accent! data-pressed:bg-accent-soft! data-pressed:text-accent!",
      )}
    >
      {children}
    </Toggle>
  );
}
