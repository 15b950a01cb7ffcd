// What Selftune is built with, and under which licence each part comes.

export interface PartLicence {
  readonly part: string;
  readonly licence: string;
}

export const licences: readonly PartLicence[] = [
  { part: 'Selftune', licence: 'MIT' },
  { part: 'Electron', licence: 'MIT' },
  { part: 'Vue, Vue Router, Pinia', licence: 'MIT' },
  { part: 'Apache ECharts', licence: 'Apache 2.0' },
  { part: 'Reka UI, TanStack Virtual', licence: 'MIT' },
  { part: 'Lucide icons, MessagePack', licence: 'ISC' },
  { part: 'Inter typeface', licence: 'SIL Open Font 1.1' },
  { part: 'ONNX Runtime, onnx-proto', licence: 'MIT' },
  { part: 'TensorFlow.js', licence: 'Apache 2.0' },
  { part: 'better-sqlite3, ws, zod, csv-parse, iconv-lite', licence: 'MIT' },
  { part: 'pngjs, yauzl, modern-tar, @cwasm/webp', licence: 'MIT' },
  { part: 'jpeg-js, libwebp', licence: 'BSD 3-Clause' },
  { part: 'SQLite', licence: 'public domain' },
];
