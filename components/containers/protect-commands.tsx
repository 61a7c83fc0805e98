"use client";

import { useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { CommandField } from "#components/backups/command-field";
import { CommandPreview } from "#components/backups/command-preview";
import type { ConfigValues } from "#components/backups/config-form";
import { PresetField } from "#components/backups/preset-field";
import { Button } from "#components/ui/button";
import type { ContainerDto } from "#lib/api/container-dto";

/** The preset and what it will run; the commands themselves where no preset fits, or when asked for. */
export function ProtectCommands({ container }: { container: ContainerDto }) {
  const { control, formState } = useFormContext<ConfigValues>();
  const backup = useWatch({ control, name: "backup.command" });
  const [asked, setAsked] = useState(backup === "");
  const isWrong = Boolean(formState.errors.backup?.command || formState.errors.restore?.command);
  if (asked || isWrong) {
    return (
      <>
        <PresetField container={container} />
        <CommandField
          operation="backup"
          label="Backup command"
          help="Writes the backup to stdout. Wrap it in double quotes to use the container's environment variables."
          readOnly={false}
        />
        <CommandField
          operation="restore"
          label="Restore command"
          help="Reads the backup from stdin. Without one, backups can be downloaded but not restored from here."
          readOnly={false}
        />
      </>
    );
  }
  return (
    <>
      <PresetField container={container} />
      <div>
        <div className="mb-1.5 flex items-center justify-between gap-3">
          <h3 className="font-medium tracking-normal">What will run</h3>
          <Button size="sm" variant="quiet" className="-my-1" onClick={() => setAsked(true)}>
            Edit the commands
          </Button>
        </div>
        <CommandPreview command={backup} />
      </div>
    </>
  );
}
