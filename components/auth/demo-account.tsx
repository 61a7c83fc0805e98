/** How to sign in to a demo. */
export function DemoAccount({ email }: { email: string }) {
  return (
    <p className="mt-4 text-sm text-dim">
      This is a demo: sign in as <code className="font-mono text-text">{email}</code>. The password
      stands in the terminal, below the address.
    </p>
  );
}
