/* What `npm start` runs. Plain JavaScript, so that an older Node can still say what is wrong. */
const oldest = 26;

if (Number(process.versions.node.split(".")[0]) < oldest) {
  console.error(
    `This is Node ${process.versions.node}; Holdfast brings its own Node ${oldest}. Run \`npm ci\` and then \`npm start\` in its folder.`,
  );
  process.exit(1);
}
await import("#lib/start/main");
