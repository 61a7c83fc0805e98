import type { S3Gateway } from "#e2e/services/s3-gateway";

export type Data = "random" | "sql";
export type Tool = {
  name: string;
  /** The kinds of data it is measured with. */
  on: Data[];
  backup?: string;
  restore?: string;
};

/**
 * The pipes people write by hand, beside which we are measured. `$C` is the container, `$F` the file
 * in it, `$B` the bucket, `$K` the key; the data of each restore is what the same tool backed up.
 */
export const pipes: Tool[] = [
  {
    name: "docker exec | aws s3 cp -",
    on: ["random", "sql"],
    backup: 'docker exec "$C" cat "$F" | aws --endpoint-url "$E" s3 cp --quiet - "s3://$B/$K"',
    restore:
      'aws --endpoint-url "$E" s3 cp --quiet "s3://$B/$K" - | docker exec -i "$C" sh -c "cat >/dev/null"',
  },
  {
    name: "docker exec | rclone rcat",
    on: ["random", "sql"],
    backup:
      'docker exec "$C" cat "$F" | rclone rcat --s3-chunk-size 16M --s3-upload-concurrency 4 "gate:$B/$K"',
    restore: 'rclone cat "gate:$B/$K" | docker exec -i "$C" sh -c "cat >/dev/null"',
  },
  {
    name: "docker exec | zstd -1 | aws s3 cp -",
    on: ["sql"],
    backup:
      'docker exec "$C" cat "$F" | zstd -1 -q -c | aws --endpoint-url "$E" s3 cp --quiet - "s3://$B/$K"',
    restore:
      'aws --endpoint-url "$E" s3 cp --quiet "s3://$B/$K" - | zstd -d -q -c | docker exec -i "$C" sh -c "cat >/dev/null"',
  },
];

/** The gateway and its key as the tools' own environment variables take them. */
export function toolEnvironment(s3: S3Gateway): Record<string, string> {
  return {
    E: s3.endpoint,
    AWS_ACCESS_KEY_ID: s3.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.secretAccessKey,
    AWS_DEFAULT_REGION: s3.region,
    AWS_EC2_METADATA_DISABLED: "true",
    RCLONE_CONFIG: "/dev/null",
    RCLONE_CONFIG_GATE_TYPE: "s3",
    RCLONE_CONFIG_GATE_PROVIDER: "Ceph",
    RCLONE_CONFIG_GATE_ENDPOINT: s3.endpoint,
    RCLONE_CONFIG_GATE_ACCESS_KEY_ID: s3.accessKeyId,
    RCLONE_CONFIG_GATE_SECRET_ACCESS_KEY: s3.secretAccessKey,
    RCLONE_S3_NO_CHECK_BUCKET: "true",
  };
}
