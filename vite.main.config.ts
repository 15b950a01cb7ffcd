// Builds the desktop app's main side into dist/main: JavaScript, one file for each source and in the same places, so that what a source
// finds beside itself its build finds too. Packages stay packages: native ones cannot be built in.
// `vite build --config vite.main.config.ts`, and once more with `--mode preload`.
import { cpSync, globSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

const builtFolder = 'dist/main';
/** Rooms the desktop app has no use for. */
const otherDoors = /^src-main\/(cli|serve)\//;
const preload = 'src-main/shell/preload.ts';
/** Read from beside the sources at run time. */
const copied = ['src-main/data/samples', 'src-main/shell/icons', 'LICENSE'];

const external = [/^[^./]/, ...builtinModules];

/** `new URL('../trainer/main.ts', import.meta.url)` is how one process names the entry of another. */
function entriesInJavaScript(): Plugin {
  return {
    name: 'entries-in-javascript',
    renderChunk: (code) => code.replaceAll(/(["'`]\.{1,2}\/[^"'`\s]+)\.ts(["'`])/g, '$1.js$2'),
  };
}

function copyBeside(): Plugin {
  return {
    name: 'copy-beside',
    writeBundle: ({ dir = builtFolder }) => {
      for (const path of copied) cpSync(path, join(dir, path), { recursive: true });
    },
  };
}

export default defineConfig(({ mode }) => {
  const isPreload = mode === 'preload';
  return {
    publicDir: false,
    plugins: isPreload ? [] : [entriesInJavaScript(), copyBeside()],
    build: {
      outDir: builtFolder,
      emptyOutDir: !isPreload,
      // Named so that Vite leaves Node's modules and import.meta.url as they are.
      ssr: true,
      target: 'node24',
      minify: false,
      sourcemap: false,
      rolldownOptions: {
        input: isPreload
          ? preload
          : globSync('src-main/**/*.ts').filter((file) => !otherDoors.test(file) && file !== preload),
        external: isPreload ? ['electron'] : external,
        output: isPreload
          ? { format: 'cjs', entryFileNames: 'src-main/shell/preload.cjs' }
          : { format: 'es', preserveModules: true, preserveModulesRoot: '.', entryFileNames: '[name].js' },
      },
    },
  };
});
