// The import table of the house, as docs/architecture.md draws it. Nothing here is derived from the code: it is what the code is held against.

/** What one room may import: other rooms (path prefixes in this repository) and packages. `node:` stands for all of Node's own modules. */
export interface RoomRule {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

const tensors = '@tensorflow/tfjs-core';

export const roomRules: Readonly<Record<string, RoomRule>> = {
  // MessagePack for contract/codec alone (see owners).
  'src-shared': { rooms: [], packages: ['zod', '@msgpack/msgpack'] },
  'src-main/engine': {
    rooms: ['src-shared'],
    packages: [
      tensors,
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-layers',
      '@tensorflow/tfjs-node',
      '@tensorflow/tfjs-node-gpu',
      'onnx-proto',
      'onnxruntime-node',
      'zod',
      'node:',
    ],
  },
  'src-main/stn': { rooms: ['src-shared'], packages: [tensors] },
  'src-main/optim': { rooms: ['src-shared'], packages: [tensors] },
  'src-main/zoo': { rooms: ['src-shared', 'src-main/stn', 'src-main/optim'], packages: [tensors] },
  'src-main/data': { rooms: ['src-shared'], packages: ['zod', 'csv-parse', 'iconv-lite', 'node:'] },
  'src-main/methods': {
    rooms: ['src-shared', 'src-main/stn', 'src-main/optim', 'src-main/zoo', 'src-main/data', 'src-main/engine'],
    packages: [tensors],
  },
  'src-main/train': {
    rooms: [
      'src-shared',
      'src-main/stn',
      'src-main/optim',
      'src-main/zoo',
      'src-main/data',
      'src-main/engine',
      'src-main/methods',
    ],
    packages: [tensors, 'zod'],
  },
  'src-main/trainer': {
    rooms: ['src-shared', 'src-main/train', 'src-main/methods', 'src-main/engine'],
    packages: ['zod', 'node:'],
  },
  'src-main/store': { rooms: ['src-shared'], packages: ['better-sqlite3', 'zod', 'node:'] },
  'src-main/runs': { rooms: ['src-shared', 'src-main/store'], packages: ['zod', 'node:'] },
  'src-main/export': { rooms: ['src-shared'], packages: ['zod', 'node:'] },
  'src-main/host': {
    rooms: ['src-shared', 'src-main/runs', 'src-main/store', 'src-main/export', 'src-main/data'],
    packages: ['zod', 'node:'],
  },
  'src-main/serve': { rooms: ['src-shared', 'src-main/host'], packages: ['ws', 'zod', 'node:'] },
  // The host's process of the desktop app: the only files beside the shell's that see the host, and the only ones of the shell that do.
  // Stands before the shell's own line, in whose folder it lies. Of electron it uses types alone.
  'src-main/shell/host': {
    rooms: ['src-shared', 'src-main/host', 'src-main/runs', 'src-main/shell'],
    packages: ['electron', 'node:'],
  },
  // Starts everything else by path.
  'src-main/shell': { rooms: ['src-shared'], packages: ['electron', 'zod', 'node:'] },
  'src-main/cli': { rooms: ['src-shared', 'src-main/host', 'src-main/serve'], packages: ['zod', 'node:'] },
};

/** Things with one owner: a pattern in the code, and the only places where it may stand. */
export const owners: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly places: readonly string[];
}[] = [
  { what: 'Math.random', pattern: /Math\.random\(/, places: [] },
  {
    what: 'the wall clock',
    pattern: /Date\.now\(|new Date\(\)/,
    places: ['src-main/host/clock.ts', 'src-renderer/stores/clock.ts'],
  },
  {
    what: 'process.exit',
    pattern: /process\.exit\(/,
    places: ['src-main/cli/main.ts', 'src-main/trainer/main.ts', 'src-main/trainer/doctor.ts'],
  },
  { what: 'counter-based hashing of noise', pattern: /0x21f0aaad/, places: ['src-shared/noise/counter-noise.ts'] },
  { what: 'the SQLite package', pattern: /from 'better-sqlite3'/, places: ['src-main/store/'] },
  {
    what: 'the MessagePack package',
    pattern: /from '@msgpack\/msgpack'/,
    places: ['src-shared/contract/codec.ts'],
  },
  { what: 'a WebSocket server', pattern: /from 'ws'/, places: ['src-main/serve/'] },
  { what: 'Electron', pattern: /from 'electron'/, places: ['src-main/shell/'] },
];
