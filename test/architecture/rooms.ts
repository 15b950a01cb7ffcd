// The import table of the house, as docs/architecture.md draws it. Nothing here is derived from the code: it is what the code is held against.

/** What one room may import: other rooms (path prefixes in this repository) and packages. `node:` stands for all of Node's own modules. */
export interface RoomRule {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

const tensors = '@tensorflow/tfjs-core';

/** Inside the host: each topic by itself, handlers above all of them. Stand before the host's own line, in whose folder they lie. */
const hostRules: Readonly<Record<string, RoomRule>> = {
  'src-main/host/clock.ts': { rooms: [], packages: [] },
  'src-main/host/paths.ts': { rooms: [], packages: ['node:'] },
  'src-main/host/machine': { rooms: ['src-shared', 'src-main/host/paths.ts'], packages: ['node:'] },
  'src-main/host/events': { rooms: ['src-shared', 'src-main/runs'], packages: ['node:'] },
  'src-main/host/plot': { rooms: ['src-shared', 'src-main/store'], packages: [] },
  'src-main/host/augmentation': { rooms: ['src-shared', 'src-main/augmentation/task.ts'], packages: ['node:'] },
  'src-main/host/estimates': { rooms: ['src-shared', 'src-main/store'], packages: [] },
  'src-main/host/upkeep': {
    rooms: ['src-shared', 'src-main/store', 'src-main/host/paths.ts', 'src-main/host/machine'],
    packages: ['node:'],
  },
  'src-main/host/config': {
    rooms: ['src-shared', 'src-main/data', 'src-main/studies', 'src-main/host/paths.ts', 'src-main/host/estimates'],
    packages: ['zod', 'node:'],
  },
  'src-main/host/datasets': {
    rooms: ['src-shared', 'src-main/data', 'src-main/host/paths.ts', 'src-main/host/machine'],
    packages: ['node:'],
  },
  // Application, host and reader, which put the topics together, and handlers, which answer with them.
  'src-main/host': {
    rooms: [
      'src-shared',
      'src-main/runs',
      'src-main/store',
      'src-main/studies',
      'src-main/schedules',
      'src-main/export',
      'src-main/data',
      'src-main/downloads',
      'src-main/host/clock.ts',
      'src-main/host/paths.ts',
      'src-main/host/machine',
      'src-main/host/events',
      'src-main/host/plot',
      'src-main/host/augmentation',
      'src-main/host/estimates',
      'src-main/host/upkeep',
      'src-main/host/config',
      'src-main/host/datasets',
    ],
    packages: ['node:'],
  },
};

/** For who may import all of the host. */
const hostRooms = Object.keys(hostRules);

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
  'src-main/bilevel': { rooms: ['src-shared', 'src-main/stn', 'src-main/zoo'], packages: [tensors] },
  'src-main/zoo': { rooms: ['src-shared', 'src-main/stn', 'src-main/optim'], packages: [tensors] },
  'src-main/data': {
    rooms: ['src-shared'],
    packages: ['zod', 'csv-parse', 'iconv-lite', 'jpeg-js', 'pngjs', 'yauzl', 'modern-tar', '@cwasm/webp', 'node:'],
  },
  // Numerics of searches, without tensors.
  'src-main/search': { rooms: ['src-shared'], packages: [] },
  'src-main/methods': {
    rooms: [
      'src-shared',
      'src-main/stn',
      'src-main/optim',
      'src-main/zoo',
      'src-main/data',
      'src-main/engine',
      'src-main/search',
      'src-main/bilevel',
    ],
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
  'src-main/augmentation/task.ts': { rooms: ['src-shared'], packages: [] },
  // A thread of its own: training's maths on a few images. The host starts it by path and knows its types alone.
  'src-main/augmentation': {
    rooms: ['src-shared', 'src-main/augmentation/task.ts', 'src-main/zoo', 'src-main/data', 'src-main/engine'],
    packages: [tensors, 'node:'],
  },
  'src-main/trainer': {
    rooms: ['src-shared', 'src-main/train', 'src-main/methods', 'src-main/engine'],
    packages: ['zod', 'node:'],
  },
  'src-main/store': { rooms: ['src-shared'], packages: ['better-sqlite3', 'zod', 'node:'] },
  'src-main/runs': { rooms: ['src-shared', 'src-main/store'], packages: ['zod', 'node:'] },
  // What a study does next, from the store alone. Of methods the searches, which load no tensors.
  'src-main/studies': { rooms: ['src-shared', 'src-main/store', 'src-main/methods'], packages: ['node:'] },
  // The only room that speaks to another computer.
  'src-main/downloads': { rooms: ['src-shared'], packages: ['node:'] },
  'src-main/export': { rooms: ['src-shared'], packages: ['zod', 'node:'] },
  // Schedules that are replayed: from runs, from files, from one trial after another. Of data it uses how delimited text is read.
  'src-main/schedules': { rooms: ['src-shared', 'src-main/data'], packages: ['zod', 'node:'] },
  ...hostRules,
  // Takes connections in and hands them on: it does not know what answers them.
  'src-main/serve': { rooms: ['src-shared'], packages: ['ws', 'zod', 'node:'] },
  // The host's process of the desktop app: the only files beside the shell's that see the host, and the only ones of the shell that do.
  // Stands before the shell's own line, in whose folder it lies. Of electron it uses types alone.
  'src-main/shell/host': {
    rooms: [
      'src-shared',
      'src-main/host',
      'src-main/host/paths.ts',
      'src-main/host/machine',
      'src-main/runs',
      'src-main/shell',
    ],
    packages: ['electron', 'node:'],
  },
  // Starts everything else by path.
  'src-main/shell': { rooms: ['src-shared'], packages: ['electron', 'zod', 'node:'] },
  'src-main/cli': { rooms: ['src-shared', ...hostRooms, 'src-main/serve'], packages: ['zod', 'node:'] },
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
  {
    // `serve` asks its own door, on this computer, whether it is open.
    what: 'a connection to another computer',
    pattern:
      /\bfetch\(|\bXMLHttpRequest\b|\bEventSource\(|new WebSocket\(|sendBeacon|from 'node:(?:https|http2|tls|dgram|dns)'|\b(?:https?|net)\.(?:get|request|connect|createConnection)\(/,
    places: ['src-main/downloads/', 'src-main/serve/door-key.ts', 'src-renderer/transport/'],
  },
  { what: 'counter-based hashing of noise', pattern: /0x21f0aaad/, places: ['src-shared/noise/counter-noise.ts'] },
  { what: 'the SQLite package', pattern: /from 'better-sqlite3'/, places: ['src-main/store/'] },
  {
    what: 'the MessagePack package',
    pattern: /from '@msgpack\/msgpack'/,
    places: ['src-shared/contract/codec.ts'],
  },
  { what: 'a WebSocket server', pattern: /from 'ws'/, places: ['src-main/serve/'] },
  {
    // It reports to its maker unless it is told not to before it is loaded.
    what: 'ONNX Runtime itself',
    pattern: /import (?!type)[^;]*from 'onnxruntime-node'|import 'onnxruntime-node'|load\('onnxruntime-node'\)/,
    places: ['src-main/engine/onnx/runtime.ts'],
  },
  { what: 'Electron', pattern: /from 'electron'/, places: ['src-main/shell/'] },
];
