// The safetensors format: eight bytes of header length, a JSON header, then the tensors' bytes one after the other.
// Source: https://github.com/huggingface/safetensors (README, "Format"). Written by hand: no package on npm writes it.
import { z } from 'zod';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Results, TensorSpecs } from '../engine/engine.ts';

export interface TensorFile {
  readonly specs: TensorSpecs;
  readonly tensors: Results;
  readonly metadata: Readonly<Record<string, string>>;
}

const dtypeNames = { float32: 'F32', int32: 'I32' } as const;
const dtypeOfName = { F32: 'float32', I32: 'int32' } as const;
const largestHeader = 100_000_000;

/** The file's bytes. Tensors are written little-endian, as every platform Electron runs on holds them. */
export function encodeSafetensors({ specs, tensors, metadata }: TensorFile): Uint8Array {
  let offset = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  const parts: Uint8Array[] = [];
  for (const [name, { shape, dtype }] of Object.entries(specs)) {
    const values = tensors[name];
    if (values === undefined) throw new Error(`No values for the tensor ${name}.`);
    header[name] = { dtype: dtypeNames[dtype], shape, data_offsets: [offset, offset + values.byteLength] };
    parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    offset += values.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padding the header with spaces keeps the tensors aligned for readers that map the file.
  const headerLength = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + headerLength + offset);
  file.fill(0x20, 8, 8 + headerLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(json, 8);
  let position = 8 + headerLength;
  for (const part of parts) {
    file.set(part, position);
    position += part.length;
  }
  return file;
}

const count = z.number().int().min(0);
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).default({}) })
  .catchall(
    z.strictObject({ dtype: z.enum(['F32', 'I32']), shape: z.array(count), data_offsets: z.tuple([count, count]) }),
  );

/**
 * Reads a file's bytes back.
 * @throws AppError `trainer/damaged-checkpoint` when lengths, offsets or types do not fit
 */
export function decodeSafetensors(file: Uint8Array): TensorFile {
  const damaged = (what: string): AppError =>
    new AppError('trainer/damaged-checkpoint', `The checkpoint is damaged: ${what}. Resume from an older one.`);
  if (file.byteLength < 8) throw damaged(`it has ${file.byteLength} bytes`);
  const headerLength = Number(new DataView(file.buffer, file.byteOffset, 8).getBigUint64(0, true));
  if (headerLength > largestHeader || 8 + headerLength > file.byteLength) throw damaged('its header is cut off');
  const start = 8 + headerLength;
  const header = headerSchema.safeParse(jsonOf(file.subarray(8, start)));
  if (!header.success) throw damaged(`its header cannot be read (${z.prettifyError(header.error)})`);
  const { __metadata__: metadata, ...entries } = header.data;
  const specs: Record<string, TensorSpecs[string]> = {};
  const tensors: Results = {};
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(entries)) {
    const [from, to] = offsets;
    const size = shape.reduce((product, extent) => product * extent, 1);
    if (to - from !== 4 * size || start + to > file.byteLength) throw damaged(`"${name}" is cut off`);
    // Not file.slice: a Buffer's slice shares its memory, and with it the wrong beginning.
    const bytes = Uint8Array.from(file.subarray(start + from, start + to)).buffer;
    specs[name] = { shape, dtype: dtypeOfName[dtype] };
    tensors[name] = dtype === 'F32' ? new Float32Array(bytes) : new Int32Array(bytes);
  }
  return { specs, tensors, metadata };
}

/** Undefined for what is no JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
