"use client";

import { useState } from "react";
import { IntegrationForm } from "#components/hub/integration-form";
import { VendorChoice } from "#components/hub/vendor-choice";
import { vendorOf } from "#components/hub/vendor-of";
import { Dialog } from "#components/ui/dialog";
import type { IntegrationDto } from "#lib/api/integration-dto";
import type { Vendor } from "#lib/integrations/types";

type Props = {
  /** The one to edit, "new" to add one, null while the dialog is closed. */
  subject: IntegrationDto | "new" | null;
  onClose: () => void;
};

/** Adds an integration (first its vendor, then its fields) or changes one. */
export function IntegrationDialog({ subject, onClose }: Props) {
  const [previous, setPrevious] = useState(subject);
  // What it was about stays in it while it closes.
  const [shown, setShown] = useState(subject);
  const [chosen, setChosen] = useState<Vendor | null>(null);
  if (subject !== previous) {
    setPrevious(subject);
    if (subject !== null) {
      setShown(subject);
      setChosen(null);
    }
  }
  const integration = shown === "new" ? null : shown;
  const vendor = integration?.vendor ?? chosen;
  const title = integration
    ? `Edit ${integration.name}`
    : vendor
      ? `Add ${vendorOf(vendor).name}`
      : "Add integration";
  return (
    <Dialog
      open={subject !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={vendor ? vendorOf(vendor).summary : "Where should backups be stored?"}
      dismissible={vendor === null}
    >
      {vendor ? (
        <IntegrationForm
          vendor={vendorOf(vendor)}
          integration={integration}
          onBack={integration ? undefined : () => setChosen(null)}
          onClose={onClose}
        />
      ) : (
        <VendorChoice onChoose={setChosen} />
      )}
    </Dialog>
  );
}
