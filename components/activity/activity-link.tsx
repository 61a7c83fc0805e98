import type { ActivityDto } from "#lib/api/hub-dto";
import { kindOf } from "#lib/hubs/activity-kinds";

/** Where the thing is that something was done to; null when it is nowhere, or not for this reader. */
export function linkOf(row: ActivityDto, canViewIntegrations: boolean): string | null {
  const kind = kindOf(row.event);
  if (row.container_id !== null) {
    if (!row.container || row.container.deleted) return null;
    const at = `/containers/${row.container_id}`;
    if (row.event === "container.config.update") return `${at}/config/integrations/backups`;
    return kind === "backups" || kind === "restores" ? `${at}/backups` : `${at}/dashboard`;
  }
  if (kind === "integrations") return canViewIntegrations ? "/hub/integrations" : null;
  if (kind === "members") return row.event.startsWith("account.") ? null : "/hub/members";
  return kind === "hub" ? "/hub/settings" : null;
}
