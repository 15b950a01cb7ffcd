#!/usr/bin/env node
// What `selftune` starts. Plain JavaScript of an old kind, so that a Node too old for the program itself can still say so.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  await import('./main.ts');
} else {
  process.stderr.write(
    `Selftune needs Node 22.18 or newer and this is Node ${process.versions.node}; in its folder, "npm run selftune -- --help" brings its own.\n`,
  );
  process.exitCode = 2;
}
