import { Field as BaseField } from "@base-ui/react/field";
import clsx from "clsx";
import type { ComponentProps } from "react";
import { controlClass, Field, type FieldProps } from "#components/ui/field";

type Props = FieldProps & Omit<ComponentProps<"input">, "className"> & { mono?: boolean };

/** One line of text with its label. Works by itself, in a plain form, or with `register()`. */
export function TextField({ label, help, error, optional, className, mono, ...input }: Props) {
  return (
    <Field label={label} help={help} error={error} optional={optional} className={className}>
      <BaseField.Control
        render={<input {...input} />}
        className={clsx(controlClass, "h-9 read-only:bg-inset", mono && "font-mono")}
      />
    </Field>
  );
}
