const units = ["B", "KB", "MB", "GB", "TB", "PB"] as const;

/** Bytes with three figures in decimal units, as stores bill them: `655 MB`, `2.41 GB`, `0 B`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Bytes per second: `148 MB/s`. */
export function formatRate(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`;
}

/** A size for a person; the exact number on hover. */
export function Bytes({ value, className }: { value: number; className?: string }) {
  return (
    <span className={className} title={`${value.toLocaleString("en")} bytes`}>
      {formatBytes(value)}
    </span>
  );
}
