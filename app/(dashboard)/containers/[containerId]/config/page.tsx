import { redirect } from "next/navigation";

type Props = { params: Promise<{ containerId: string }> };

export default async function ContainerConfigPage({ params }: Props) {
  redirect(`/containers/${(await params).containerId}/config/integrations/backups`);
}
