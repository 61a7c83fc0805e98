import { Field as BaseField } from "@base-ui/react/field";
import clsx from "clsx";
import type { ComponentProps } from "react";
import { controlClass, Field, type FieldProps } from "#components/ui/field";

type Props = FieldProps & Omit<ComponentProps<"textarea">, "className"> & { mono?: boolean };

/** Several lines of text with their label; grows with what is written. */
export function TextAreaField({ label, help, error, optional, className, mono, ...area }: Props) {
  return (
    <Field label={label} help={help} error={error} optional={optional} className={className}>
      <BaseField.Control
        render={<textarea rows={2} spellCheck={false} {...area} />}
        className={clsx(
          controlClass,
          "field-sizing-content min-h-16 resize-y read-only:bg-inset py-2 leading-5",
          mono && "font-mono",
        )}
      />
    </Field>
  );
}
