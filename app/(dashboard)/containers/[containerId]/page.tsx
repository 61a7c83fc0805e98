import { redirect } from "next/navigation";

type Props = { params: Promise<{ containerId: string }> };

export default async function ContainerPage({ params }: Props) {
  redirect(`/containers/${(await params).containerId}/dashboard`);
}
