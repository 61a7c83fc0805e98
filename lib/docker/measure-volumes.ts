import { text } from "node:stream/consumers";
import type Docker from "dockerode";
import { z } from "zod";
import { openStream } from "#lib/docker/open-stream";

const answer = z.object({
  Volumes: z
    .array(
      z.object({
        Name: z.string(),
        UsageData: z.object({ Size: z.number() }).nullish(),
      }),
    )
    .nullable(),
});
const longestMs = 120_000;

/**
 * What `docker system df -v` shows of volumes, in bytes by name. Docker walks through all their files
 * for it. Volumes of other drivers than `local` it cannot measure; they are left out.
 */
export async function measureVolumes(docker: Docker): Promise<Map<string, number>> {
  const signal = AbortSignal.timeout(longestMs);
  // Engines before 23 measure images and containers too, and do not know the word.
  const query = { type: "volume" };
  const body = await text(await openStream(docker, { path: "/system/df", query, signal }));
  const { Volumes: volumes } = answer.parse(JSON.parse(body));
  const sizes = new Map<string, number>();
  for (const { Name: name, UsageData: usage } of volumes ?? [])
    if (usage && usage.Size >= 0) sizes.set(name, usage.Size);
  return sizes;
}
