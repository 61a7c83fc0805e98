import { and, eq, isNull } from "drizzle-orm";
import { containers } from "#drizzle/containers";
import type { Transaction } from "#lib/db/client";

/** Keeps a container from being deleted until the transaction ends; false when that is under way or done. */
export async function holdContainer(tx: Transaction, containerId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: containers.id })
    .from(containers)
    .where(
      and(
        eq(containers.id, containerId),
        isNull(containers.deleteRequested),
        isNull(containers.deleted),
      ),
    )
    .for("share");
  return row !== undefined;
}
