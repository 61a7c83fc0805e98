/** How to sign in to a demo. */
export function DemoAccount({ email, password }: { email: string; password: string }) {
  return (
    <p className="mt-4 text-sm text-dim">
      This is a demo: sign in as <code className="font-mono text-text">{email}</code> with the
      password <code className="font-mono text-text">{password}</code>
    </p>
  );
}
