import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<"input">, "type" | "className"> & {
  label: string;
  help?: ReactNode;
};

/** A checkbox with its words beside it. */
export function CheckboxField({ label, help, ...props }: Props) {
  return (
    <label className="flex gap-2.5">
      <input {...props} type="checkbox" className="checkbox mt-0.5" />
      <span>
        <span className="block font-medium">{label}</span>
        {help && <span className="block text-sm text-dim">{help}</span>}
      </span>
    </label>
  );
}
