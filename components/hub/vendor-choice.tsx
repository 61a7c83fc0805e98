import { ChevronRight } from "lucide-react";
import { vendorIcons } from "#components/hub/vendor-of";
import { availableVendors } from "#lib/integrations/available-vendors";
import type { Vendor } from "#lib/integrations/types";

export function VendorChoice({ onChoose }: { onChoose: (vendor: Vendor) => void }) {
  return (
    <ul className="flex flex-col gap-2">
      {availableVendors.map(({ vendor, name, summary }) => {
        const Icon = vendorIcons[vendor];
        return (
          <li key={vendor}>
            <button
              type="button"
              onClick={() => onChoose(vendor)}
              className="flex w-full items-center gap-3 rounded-lg border border-line px-3.5 py-3 text-left hover:border-field hover:bg-hover [&_svg]:size-4.5 [&_svg]:shrink-0 [&_svg]:text-dim"
            >
              <Icon aria-hidden />
              <span className="flex-1">
                <span className="block font-semibold">{name}</span>
                <span className="block text-sm text-dim">{summary}</span>
              </span>
              <ChevronRight aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
