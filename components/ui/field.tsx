import { Field as BaseField } from "@base-ui/react/field";
import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

export const controlClass =
  "w-full min-w-0 rounded-md border border-field bg-panel px-2.5 text-text transition-colors duration-100 hover:border-faint focus-visible:border-accent focus-visible:outline-offset-0 focus-visible:outline-1 disabled:bg-inset disabled:text-dim data-invalid:border-bad";

export type FieldProps = {
  label: string;
  /** One plain sentence under the field. */
  help?: ReactNode;
  /** What is wrong, shown instead of nothing; also makes the field invalid. */
  error?: string | undefined;
  /** Says "optional" beside the label. */
  optional?: boolean;
  className?: string;
};

/** Label, control, help and error, tied together for screen readers. */
export function Field({
  label,
  help,
  error,
  optional,
  className,
  children,
}: FieldProps & { children: ReactNode }) {
  return (
    <BaseField.Root
      invalid={Boolean(error)}
      className={clsx("flex min-w-0 flex-col gap-1.5", className)}
    >
      <BaseField.Label className="font-medium">
        {label}
        {optional && <span className="ml-1.5 font-normal text-faint">optional</span>}
      </BaseField.Label>
      {children}
      <BaseField.Error
        match={Boolean(error)}
        className="flex gap-1.5 text-sm text-bad [&_svg]:mt-0.5 [&_svg]:size-3.5 [&_svg]:shrink-0"
      >
        <TriangleAlert aria-hidden />
        {error}
      </BaseField.Error>
      {help && <BaseField.Description className="text-sm text-dim">{help}</BaseField.Description>}
    </BaseField.Root>
  );
}
