import { statusCode } from "#lib/docker/connect-docker";
import { DockerFailure } from "#lib/docker/docker-failure";
import { Refusal } from "#lib/hubs/refusal";

/** What Docker can say no with when it is asked about an instance, in words a person can act on. */
export function asRuntimeRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof DockerFailure) return new Refusal("invalid-state", error.message);
  const status = statusCode(error);
  if (status === 404)
    return new Refusal("invalid-state", "The instance does not exist any more in Docker.");
  if (status === 409)
    return new Refusal("invalid-state", "The instance is not running. Start it and try again.");
  const said = error instanceof Error ? error.message.trim() : "";
  if (/logging driver/.test(said))
    return new Refusal(
      "invalid-state",
      "This instance's logging driver keeps nothing that can be read here. Look where it sends its log, or use the json-file or local driver.",
    );
  if (status !== null) return new Refusal("invalid-state", `Docker refused it: ${said}`);
  return new Refusal(
    "invalid-state",
    "Docker does not answer. Check that it runs and that Holdfast may use it, then try again.",
  );
}
