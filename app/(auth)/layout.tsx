import type { ReactNode } from "react";
import { Logo } from "#components/shell/logo";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-100 flex-col justify-center px-4 py-10">
      <p className="mb-5 flex items-center justify-center gap-2.5 text-lg font-[650] tracking-tight">
        <Logo className="size-5 text-accent" />
        Holdfast
      </p>
      {children}
    </main>
  );
}
