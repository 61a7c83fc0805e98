import { ContainerStatePill } from "#components/containers/container-state-pill";
import type { InstanceDto } from "#lib/api/container-dto";

/** Running ones first, and among them the one the backup came from; none that is gone for good. */
export function orderInstances(instances: InstanceDto[], from: string): InstanceDto[] {
  const rank = (instance: InstanceDto) =>
    (instance.state.current === "running" ? 0 : 2) + (instance.id === from ? 0 : 1);
  const there = instances.filter(({ state }) => state.current !== "gone");
  return there.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

type Props = {
  instances: InstanceDto[];
  /** Where the backup was made: its id, and its name at the time. */
  from: { id: string; name: string };
  value: string | null;
  onValueChange: (instanceId: string) => void;
};

export function InstanceChoice({ instances, from, value, onValueChange }: Props) {
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium">Instance to restore to</legend>
      {instances.length === 0 && (
        <p className="text-dim">No instance is there. Start the container, then restore.</p>
      )}
      <div className="max-h-60 overflow-y-auto rounded-lg border border-line empty:hidden">
        {instances.map((instance) => {
          const { current } = instance.state;
          const runs = current === "running";
          return (
            <label
              key={instance.id}
              className="flex items-center gap-3 border-b border-line-soft px-3 py-2 last:border-0 has-checked:bg-accent-soft has-disabled:text-faint"
            >
              <input
                type="radio"
                name="instance"
                value={instance.id}
                checked={instance.id === value}
                disabled={!runs}
                onChange={() => onValueChange(instance.id)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-mono">{instance.name}</span>
                <span className="block text-sm text-faint">
                  {[
                    instance.id === from.id && "this backup was made here",
                    !runs && "not running: start it, then restore to it",
                  ]
                    .filter(Boolean)
                    .join("; ")}
                </span>
              </span>
              <ContainerStatePill state={current} />
            </label>
          );
        })}
      </div>
      {instances.every(({ id }) => id !== from.id) && (
        <p className="mt-1.5 text-sm text-dim">
          The backup was made in <span className="font-mono">{from.name}</span>, which is gone.
        </p>
      )}
    </fieldset>
  );
}
