"use client";

import { useFormContext, useWatch } from "react-hook-form";
import type { ConfigValues } from "#components/backups/config-form";
import { SelectField } from "#components/ui/select-field";
import type { ContainerDto } from "#lib/api/container-dto";
import { type Preset, presetFor, presets, tarPreset } from "#lib/backups/commands/presets";

type Props = { container: ContainerDto };

/** Fills in both commands; shows which preset they are, or that a person wrote them. */
export function PresetField({ container }: Props) {
  const { control, setValue } = useFormContext<ConfigValues>();
  const backup = useWatch({ control, name: "backup.command" });
  const restore = useWatch({ control, name: "restore.command" });
  const tar = tarPreset(container.volumes);
  const all = tar ? [...presets, tar] : presets;
  const fitting = presetFor(container.image, container.volumes);
  const current = all.find(
    (preset) => preset.backupCommand === backup && preset.restoreCommand === restore,
  );
  const options = [
    ...all.map(({ id, name }) => ({
      value: id,
      label: id === fitting?.id ? `${name} (fits this container)` : name,
    })),
    { value: "own" as const, label: "Own commands", disabled: true },
  ];
  function choose(id: Preset["id"] | "own") {
    const preset = all.find((one) => one.id === id);
    if (!preset) return;
    const how = { shouldDirty: true, shouldValidate: true };
    setValue("backup.command", preset.backupCommand, how);
    setValue("restore.command", preset.restoreCommand, how);
  }
  return (
    <SelectField
      label="Preset"
      value={current?.id ?? "own"}
      onValueChange={choose}
      options={options}
      help={current?.note ?? "A preset fills in both commands; you can change them afterwards."}
    />
  );
}
