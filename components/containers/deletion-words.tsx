import type { ContainerSummaryDto } from "#lib/api/container-dto";

/** "Deleting, 34 backups left". */
export function deletionWords({ left }: NonNullable<ContainerSummaryDto["deletion"]>): string {
  if (left === 0) return "Deleting";
  return left === 1
    ? "Deleting, 1 backup left"
    : `Deleting, ${left.toLocaleString("en")} backups left`;
}
