import type { ObjectStore } from "#lib/pipeline/ports";

const mebibyte = 2 ** 20;
const first = { bytes: 8 * mebibyte, parts: 64 };
const step = { bytes: 4 * mebibyte, parts: 48 };
const largest = 112 * mebibyte;

/**
 * Size in bytes of a stored part (the last one may be shorter). The length of a dump is not known
 * beforehand, S3 takes at most 10,000 parts and has no equal-size rule: so parts start at 8 MiB, to
 * have bytes under way early and little to send again, and grow with their number so that 10,000 of
 * them hold a little over 1 TiB. No part is larger than what the buffer budget holds.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
 *
 * @param number 1-based
 */
export function partBytes(number: number, limits: ObjectStore["limits"]): number {
  const steps = Math.max(0, Math.ceil((number - first.parts) / step.parts));
  const planned = Math.min(first.bytes + steps * step.bytes, largest);
  return Math.min(Math.max(planned, limits.minPartBytes), limits.maxPartBytes);
}
