import type Docker from "dockerode";

/**
 * What stays the same for as long as it is the same Docker Engine with the same data. Older engines keep
 * the id that they call themselves by outside of their data; the network `none` is made once in each
 * data folder, and cannot be removed. Throws what docker-modem throws.
 */
export async function readEngineId(docker: Docker): Promise<string> {
  const [info, networks] = await Promise.all([
    docker.info() as Promise<{ ID?: string }>,
    docker.listNetworks({ filters: { name: ["none"] } }),
  ]);
  const none = networks.find(({ Name }) => Name === "none");
  return [info.ID, none?.Id].filter(Boolean).join(" ");
}
