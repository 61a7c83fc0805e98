import type { ContainerDto } from "#lib/api/container-dto";
import { servedHost } from "#lib/api/served-host";
import type { VolumeSizesDto } from "#lib/api/volume-dto";
import type { WebDeps } from "#lib/api/web-deps";

/** How large a container's volumes are, measured within the last minutes. Throws Refusal. */
export async function readVolumeSizes(
  { volumeSizes }: Pick<WebDeps, "volumeSizes">,
  container: ContainerDto,
): Promise<VolumeSizesDto> {
  const named = container.volumes.filter(({ type }) => type === "volume");
  const isHere = container.host.identifier === servedHost;
  const { measured, sizes } =
    isHere && named.length > 0
      ? await volumeSizes(named.map(({ source }) => source))
      : { measured: new Date(), sizes: new Map<string, number>() };
  return {
    measured: measured.toISOString(),
    sizes: Object.fromEntries(
      container.volumes.map(({ type, source, destination }) => [
        destination,
        type === "volume" ? (sizes.get(source) ?? null) : null,
      ]),
    ),
  };
}
