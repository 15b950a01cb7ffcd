// Builds the window's pages into dist/renderer: no file of another origin, no inline script or style, so that a strict CSP holds.
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Also where the environment says otherwise (a test runner's, a developer's): the pages that ship make no development checks.
process.env.NODE_ENV = 'production';

export default defineConfig({
  root: 'src-renderer',
  base: './',
  plugins: [vue({ template: { compilerOptions: { comments: false } } })],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome140',
    // Files, never data: URLs, which the CSP would have to allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What keeps zod from making code stands in one file with zod, so that it runs before any schema of any other file is made.
          groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|no-code-generation/ }],
        },
      },
    },
  },
});
