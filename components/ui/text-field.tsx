import { Field as BaseField } from "@base-ui/react/field";
import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { controlClass, Field, type FieldProps } from "#components/ui/field";

type Props = FieldProps &
  Omit<ComponentProps<"input">, "className"> & {
    mono?: boolean;
    /** A unit, shown at the end of the line. */
    suffix?: string;
    /** Beside the line: the line is short then. */
    aside?: ReactNode;
  };

/** One line of text with its label. Works by itself, in a plain form, or with `register()`. */
export function TextField({
  label,
  help,
  error,
  optional,
  className,
  mono,
  suffix,
  aside,
  ...input
}: Props) {
  const control = (
    <BaseField.Control
      render={<input {...input} />}
      className={clsx(
        controlClass,
        "h-9 read-only:bg-inset",
        mono && "font-mono",
        suffix && "pr-20",
      )}
    />
  );
  return (
    <Field label={label} help={help} error={error} optional={optional} className={className}>
      {suffix || aside ? (
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <span className={clsx("relative block", aside ? "w-44" : "w-full")}>
            {control}
            {suffix && (
              <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-dim">
                {suffix}
              </span>
            )}
          </span>
          {aside}
        </span>
      ) : (
        control
      )}
    </Field>
  );
}
