import { Pill, type Shape, type Tone } from "#components/ui/pill";
import type { ContainerSummaryDto } from "#lib/api/container-dto";

export type HealthState = NonNullable<ContainerSummaryDto["health"]>["current"];

const looks: Record<HealthState, { tone: Tone; shape: Shape; word: string }> = {
  protected: { tone: "ok", shape: "check", word: "Protected" },
  failing: { tone: "bad", shape: "triangle", word: "Failing" },
  overdue: { tone: "warn", shape: "clock", word: "Overdue" },
  unprotected: { tone: "warn", shape: "dash", word: "Unprotected" },
};

export const healthWord = (health: HealthState) => looks[health].word;

/** Whether a container's data would be there again. */
export function HealthPill({ health }: { health: HealthState }) {
  const { tone, shape, word } = looks[health];
  return (
    <Pill tone={tone} shape={shape}>
      {word}
    </Pill>
  );
}
