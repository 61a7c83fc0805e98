import type { ReactNode } from "react";
import { Banners } from "#components/shell/banners";
import { Brand } from "#components/shell/brand";
import { DemoBanner } from "#components/shell/demo-banner";
import { Keyboard } from "#components/shell/keyboard";
import { MobileBar } from "#components/shell/mobile-bar";
import { NavLinks } from "#components/shell/nav-links";
import { UserMenu } from "#components/shell/user-menu";
import type { Theme } from "#components/ui/theme";

type Props = { theme: Theme; demo: boolean; children: ReactNode };

/** Sidebar (a drawer on a phone), banners, and the page in its own scrolling pane. */
export function AppShell({ theme, demo, children }: Props) {
  return (
    <div data-page className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-1.5 font-medium text-on-accent focus-visible:translate-y-0"
      >
        Skip to the page
      </a>
      <MobileBar footer={<UserMenu theme={theme} />} />
      <Keyboard />
      <aside className="hidden w-54 shrink-0 flex-col gap-4 border-r border-line p-3 md:flex">
        <Brand />
        <NavLinks />
        <div className="mt-auto">
          <UserMenu theme={theme} />
        </div>
      </aside>
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto outline-hidden sm:[scrollbar-gutter:stable]"
      >
        {demo && <DemoBanner />}
        <Banners />
        {children}
      </main>
    </div>
  );
}
