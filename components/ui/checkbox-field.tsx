import { type ComponentProps, type ReactNode, useId } from "react";

type Props = Omit<ComponentProps<"input">, "type" | "className" | "id"> & {
  label: string;
  help?: ReactNode;
};

/** A checkbox with its words beside it. */
export function CheckboxField({ label, help, ...props }: Props) {
  const id = useId();
  return (
    <div className="flex gap-2.5">
      <input
        {...props}
        id={id}
        type="checkbox"
        aria-describedby={help ? `${id}-help` : undefined}
        className="checkbox mt-0.5"
      />
      <div>
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        {help && (
          <span id={`${id}-help`} className="block text-sm text-dim">
            {help}
          </span>
        )}
      </div>
    </div>
  );
}
