import { X } from "lucide-react";

type Props = {
  /** What it filters by, such as "Container". */
  name: string;
  value: string;
  onRemove: () => void;
};

/** A filter that is not among the choices, and the way to take it off. */
export function FilterChip({ name, value, onRemove }: Props) {
  return (
    <button
      type="button"
      onClick={onRemove}
      aria-label={`Remove the filter ${name}: ${value}`}
      className="inline-flex h-8 min-w-0 items-center gap-1.5 rounded-md border border-accent bg-accent-soft px-2 text-accent"
    >
      <span className="truncate">
        {name}: <span className="font-medium">{value}</span>
      </span>
      <X aria-hidden className="size-3.5 shrink-0" />
    </button>
  );
}
