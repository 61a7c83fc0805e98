import { readServices, startServices, stopServices } from "#e2e/services/services";
import { workFolder } from "#e2e/services/work-folder";

/** `npm run services` starts what the tests need and leaves it running; `-- stop` ends it. */
if (process.argv[2] === "stop") {
  await stopServices();
} else {
  await startServices();
  const { s3, postgresUrl, images } = readServices();
  const host = new URL(postgresUrl).host;
  console.log(`S3 gateway ${s3.endpoint}, PostgreSQL ${host}, ${Object.values(images).join(" ")}`);
  console.log(`Addresses and keys: ${workFolder("services.json")}`);
}
