"use client";

import { Menu as BaseMenu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps, ReactElement, ReactNode } from "react";

const itemClass =
  "flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-text no-underline outline-hidden select-none data-disabled:opacity-50 data-highlighted:bg-highlight [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-dim";

type Props = {
  /** The button that opens it. */
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  /** Open as soon as it is there. */
  defaultOpen?: boolean;
};

export function Menu({ trigger, children, align = "end", side = "bottom", defaultOpen }: Props) {
  return (
    <BaseMenu.Root defaultOpen={defaultOpen}>
      <BaseMenu.Trigger render={trigger} />
      <MenuPopup side={side} align={align}>
        {children}
      </MenuPopup>
    </BaseMenu.Root>
  );
}

/** Ties many triggers to one menu, which is told what it was opened for. Made once per module. */
export const createMenuHandle = BaseMenu.createHandle;
type Handle<T> = ReturnType<typeof createMenuHandle<T>>;

export function SharedMenu<T>({
  handle,
  children,
}: {
  handle: Handle<T>;
  children: (subject: T) => ReactNode;
}) {
  return (
    <BaseMenu.Root handle={handle}>
      {({ payload }) => (
        <MenuPopup side="bottom" align="end">
          {payload !== undefined && children(payload)}
        </MenuPopup>
      )}
    </BaseMenu.Root>
  );
}

export function SharedMenuTrigger<T>({
  handle,
  subject,
  trigger,
}: {
  handle: Handle<T>;
  subject: T;
  trigger: ReactElement;
}) {
  return <BaseMenu.Trigger handle={handle} payload={subject} render={trigger} />;
}

function MenuPopup({ side, align, children }: Required<Omit<Props, "trigger" | "defaultOpen">>) {
  return (
    <BaseMenu.Portal>
      <BaseMenu.Positioner side={side} align={align} sideOffset={5} className="z-50 outline-hidden">
        <BaseMenu.Popup className="max-h-(--available-height) max-w-88 min-w-44 overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-popup outline-hidden transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
          {children}
        </BaseMenu.Popup>
      </BaseMenu.Positioner>
    </BaseMenu.Portal>
  );
}

type ItemProps = Omit<ComponentProps<typeof BaseMenu.Item>, "className"> & {
  icon?: ReactNode;
  /** A fainter second line. */
  detail?: ReactNode;
};

export function MenuItem({ icon, detail, children, ...props }: ItemProps) {
  return (
    <BaseMenu.Item {...props} className={itemClass}>
      {icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{children}</span>
        {detail && <span className="block text-sm text-faint">{detail}</span>}
      </span>
    </BaseMenu.Item>
  );
}

export function MenuLink({
  icon,
  detail,
  children,
  ...props
}: Omit<ComponentProps<typeof BaseMenu.LinkItem>, "className"> & {
  icon?: ReactNode;
  detail?: ReactNode;
}) {
  return (
    <BaseMenu.LinkItem closeOnClick {...props} className={itemClass}>
      {icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{children}</span>
        {detail && <span className="block text-sm text-faint">{detail}</span>}
      </span>
    </BaseMenu.LinkItem>
  );
}

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  onValueChange: (value: T) => void;
  options: readonly { value: T; label: string; icon?: ReactNode }[];
};

/** One of a few, chosen inside the menu. */
export function MenuChoice<T extends string>({
  label,
  value,
  onValueChange,
  options,
}: ChoiceProps<T>) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2 pt-1.5 pb-1 text-sm text-faint">
        {label}
      </BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={onValueChange}>
        {options.map((option) => (
          <BaseMenu.RadioItem key={option.value} value={option.value} className={itemClass}>
            {option.icon}
            <span className="flex-1">{option.label}</span>
            <BaseMenu.RadioItemIndicator>
              <Check aria-hidden />
            </BaseMenu.RadioItemIndicator>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="mx-1 my-1 h-px bg-line-soft" />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2 py-1.5">{children}</div>;
}
