import { Pill, type Shape, type Tone } from "#components/ui/pill";
import type { IntegrationState } from "#lib/api/integration-dto";

const looks: Record<IntegrationState, { tone: Tone; shape: Shape; word: string }> = {
  new: { tone: "off", shape: "clock", word: "Not verified" },
  verifying: { tone: "run", shape: "ring", word: "Verifying" },
  live: { tone: "ok", shape: "dot", word: "Live" },
  failed: { tone: "bad", shape: "triangle", word: "Failed" },
  deleting: { tone: "warn", shape: "ring", word: "Deleting" },
  deleted: { tone: "off", shape: "dash", word: "Deleted" },
};

export function IntegrationStatePill({ state }: { state: IntegrationState }) {
  const { tone, shape, word } = looks[state];
  return (
    <Pill tone={tone} shape={shape}>
      {word}
    </Pill>
  );
}
