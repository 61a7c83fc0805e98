/** Where Backblaze B2 speaks S3: `https://s3.<region>.backblazeb2.com`. */
export function backblazeEndpoint(region: string): string {
  return `https://s3.${region}.backblazeb2.com`;
}
