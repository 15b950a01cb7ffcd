// The import table of the window, as docs/architecture.md draws it. It reaches the rest of Selftune through the contract alone.
import type { RoomRule } from './rooms.ts';

export const rendererRules: Readonly<Record<string, RoomRule>> = {
  'src-renderer/transport': { rooms: ['src-shared'], packages: ['zod'] },
  'src-renderer/client.ts': { rooms: ['src-shared'], packages: ['vue'] },
  'src-renderer/words': { rooms: ['src-shared'], packages: [] },
  // Only stores touch the client.
  'src-renderer/stores': {
    rooms: ['src-shared', 'src-renderer/client.ts', 'src-renderer/words', 'src-renderer/charts'],
    packages: ['vue', 'pinia'],
  },
  'src-renderer/components': {
    rooms: ['src-shared', 'src-renderer/words'],
    packages: ['vue', 'reka-ui', '@lucide/vue', '@tanstack/vue-virtual'],
  },
  // Only charts know ECharts.
  'src-renderer/charts': {
    rooms: ['src-shared', 'src-renderer/words', 'src-renderer/components'],
    packages: ['vue', 'echarts', 'reka-ui', '@lucide/vue'],
  },
  // Only views and the frame touch stores.
  'src-renderer/views': {
    rooms: [
      'src-shared',
      'src-renderer/words',
      'src-renderer/components',
      'src-renderer/charts',
      'src-renderer/stores',
    ],
    packages: ['vue', 'vue-router', 'pinia', 'reka-ui', '@lucide/vue', '@tanstack/vue-virtual'],
  },
  'src-renderer/frame': {
    rooms: ['src-shared', 'src-renderer/words', 'src-renderer/components', 'src-renderer/stores'],
    packages: ['vue', 'vue-router', 'pinia', 'reka-ui', '@lucide/vue'],
  },
  // The start: main, the app, the router.
  'src-renderer': {
    rooms: [
      'src-shared',
      'src-renderer/client.ts',
      'src-renderer/transport',
      'src-renderer/stores',
      'src-renderer/views',
      'src-renderer/frame',
      'src-renderer/components',
    ],
    packages: ['vue', 'vue-router', 'pinia', '@fontsource-variable/inter'],
  },
};
