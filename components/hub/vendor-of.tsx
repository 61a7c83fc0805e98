import { Cloud, Flame, Folder, type LucideIcon } from "lucide-react";
import { type AvailableVendor, availableVendors } from "#lib/integrations/available-vendors";
import type { Vendor } from "#lib/integrations/types";

export const vendorIcons: Record<Vendor, LucideIcon> = {
  "backblaze-b2": Flame,
  s3: Cloud,
  folder: Folder,
};

/** A vendor's name, summary and fields. */
export function vendorOf(vendor: Vendor): AvailableVendor {
  const found = availableVendors.find((one) => one.vendor === vendor);
  if (!found) throw new Error(`There is no vendor ${vendor}`);
  return found;
}
