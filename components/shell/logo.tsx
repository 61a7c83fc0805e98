/** The anchor: ring, stock, shank and flukes. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      <circle cx="12" cy="4.8" r="2.3" />
      <path d="M12 7.1V21" />
      <path d="M8 10.6h8" />
      <path d="M3.6 13.4C4 18 7.6 21 12 21s8-3 8.4-7.6" />
      <path d="m2.2 15.8 1.4-2.6 2.5 1.5M21.8 15.8l-1.4-2.6-2.5 1.5" />
    </svg>
  );
}
