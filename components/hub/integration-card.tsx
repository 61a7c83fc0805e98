"use client";

import { DatabaseBackup, Ellipsis, Pencil, ShieldCheck, Trash2 } from "lucide-react";
import { BucketLine } from "#components/hub/bucket-line";
import { placeWord } from "#components/hub/bucket-words";
import { IntegrationStatePill } from "#components/hub/integration-state-pill";
import { useVerify } from "#components/hub/use-verify";
import { vendorIcons, vendorOf } from "#components/hub/vendor-of";
import { useMember } from "#components/shell/member";
import { Button } from "#components/ui/button";
import { Bytes } from "#components/ui/bytes";
import { IconButton } from "#components/ui/icon-button";
import { Menu, MenuItem } from "#components/ui/menu";
import { RelativeTime } from "#components/ui/relative-time";
import type { IntegrationDto } from "#lib/api/integration-dto";

type Props = {
  integration: IntegrationDto;
  onEdit: () => void;
  onDelete: () => void;
  onRebuild: () => void;
  /** Shows what lies in it and belongs to no backup. */
  onLook: () => void;
};

const placeOf = ({ extra }: IntegrationDto) =>
  [extra.path ?? extra.bucket, extra.prefix].filter(Boolean).join("/").replace("//", "/");

export function IntegrationCard({ integration, onEdit, onDelete, onRebuild, onLook }: Props) {
  const { canManageIntegrations } = useMember();
  const verify = useVerify();
  const { name, vendor, state, verified, backups } = integration;
  const { name: vendorName, off_site: isOffSite } = vendorOf(vendor);
  const Icon = vendorIcons[vendor];
  const isVerifying = verify.isPending || state.current === "verifying";
  return (
    <li className="rounded-lg border border-line bg-panel">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3.5">
        <span
          aria-hidden
          className="grid size-9 shrink-0 place-items-center rounded-lg bg-hover text-dim [&_svg]:size-4.5"
        >
          <Icon />
        </span>
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-base">
            <span className="truncate">{name}</span>
            <IntegrationStatePill state={state.current} />
          </h2>
          <p className="truncate text-sm text-dim" title={placeOf(integration)}>
            {vendorName} · <span className="font-mono">{placeOf(integration)}</span>
          </p>
        </div>
        <dl className="flex gap-8 text-sm">
          <div className="min-w-20">
            <dt className="text-faint">Verified</dt>
            <dd>{verified.startsWith("0001") ? "Never" : <RelativeTime at={verified} />}</dd>
          </div>
          <div className="min-w-24">
            <dt className="text-faint">Backups</dt>
            <dd>
              {backups.count === 0 ? (
                "None"
              ) : (
                <>
                  {backups.count.toLocaleString("en")}, <Bytes value={backups.size} />
                </>
              )}
            </dd>
          </div>
        </dl>
        {canManageIntegrations && (
          <span className="flex items-center gap-1">
            <Button
              pending={isVerifying}
              icon={<ShieldCheck aria-hidden />}
              onClick={() => verify.mutate(integration)}
            >
              Verify
            </Button>
            <Menu
              trigger={
                <IconButton label={`More for ${name}`}>
                  <Ellipsis aria-hidden />
                </IconButton>
              }
            >
              <MenuItem icon={<Pencil aria-hidden />} onClick={onEdit}>
                Edit
              </MenuItem>
              <MenuItem
                icon={<DatabaseBackup aria-hidden />}
                detail={`For a new Holdfast with an old ${placeWord(vendor)}`}
                onClick={onRebuild}
              >
                Rebuild from the {placeWord(vendor)}
              </MenuItem>
              <MenuItem icon={<Trash2 aria-hidden />} onClick={onDelete}>
                Delete
              </MenuItem>
            </Menu>
          </span>
        )}
      </div>
      {state.error && (
        <p
          role="status"
          className="border-t border-line-soft px-4 py-2.5 text-bad [overflow-wrap:anywhere]"
        >
          {state.error.message}
        </p>
      )}
      <BucketLine integration={integration} onLook={onLook} />
      {!isOffSite && (
        <p className="border-t border-line-soft px-4 py-2.5 text-warn">
          Not off-site: it is lost with the machine. Add a store elsewhere for backups you count on.
        </p>
      )}
    </li>
  );
}
