import { Pill, type Shape, type Tone } from "#components/ui/pill";
import type { ContainerSummaryDto, InstanceDto } from "#lib/api/container-dto";

const looks: Record<
  ContainerSummaryDto["state"]["current"] | InstanceDto["state"]["current"],
  { tone: Tone; shape: Shape; word: string }
> = {
  running: { tone: "ok", shape: "dot", word: "Running" },
  restarting: { tone: "warn", shape: "ring", word: "Restarting" },
  paused: { tone: "warn", shape: "square", word: "Paused" },
  stopped: { tone: "off", shape: "square", word: "Stopped" },
  deleting: { tone: "warn", shape: "ring", word: "Deleting" },
  gone: { tone: "bad", shape: "triangle", word: "Gone" },
};

export function ContainerStatePill({ state }: { state: keyof typeof looks }) {
  const { tone, shape, word } = looks[state];
  return (
    <Pill tone={tone} shape={shape}>
      {word}
    </Pill>
  );
}
