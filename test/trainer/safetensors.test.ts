import { describe, expect, it } from 'vitest';
import { decodeSafetensors, encodeSafetensors, type TensorFile } from '../../src-main/trainer/safetensors.ts';

const content: TensorFile = {
  specs: {
    matrix: { shape: [2, 3], dtype: 'float32' },
    scalar: { shape: [], dtype: 'float32' },
    labels: { shape: [2], dtype: 'int32' },
    nothing: { shape: [0, 4], dtype: 'float32' },
  },
  tensors: {
    matrix: Float32Array.of(1, -2, 3.5, Number.NaN, Infinity, 1e-40),
    scalar: Float32Array.of(0.1),
    labels: Int32Array.of(-2_147_483_648, 7),
    nothing: new Float32Array(0),
  },
  metadata: { loop: '{"step":3}', name: 'Übung "1"' },
};

/** A file of a header and tensor bytes, written by hand. */
function fileOf(header: unknown, tensorBytes = 0): Uint8Array {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(tensorBytes)]);
}

it('what was written is read back, bit for bit: scalars, whole numbers, NaN, infinities, empty tensors', () => {
  expect(decodeSafetensors(encodeSafetensors(content))).toEqual(content);
});

it('the bytes are those of the format', () => {
  const one: TensorFile = {
    specs: { a: { shape: [1], dtype: 'float32' } },
    tensors: { a: Float32Array.of(1) },
    metadata: {},
  };
  const file = Buffer.from(encodeSafetensors(one));
  const headerLength = Number(file.readBigUInt64LE(0));
  expect(headerLength % 8).toBe(0);
  expect(JSON.parse(file.toString('utf8', 8, 8 + headerLength))).toEqual({
    __metadata__: {},
    a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
  });
  // 1 in IEEE 754 single precision, little-endian.
  expect([...file.subarray(8 + headerLength)]).toEqual([0x00, 0x00, 0x80, 0x3f]);
});

it('tensors that are views into larger buffers are written from where they begin', () => {
  const whole = Float32Array.of(9, 1, 2, 9);
  const file = encodeSafetensors({
    specs: { view: { shape: [2], dtype: 'float32' } },
    tensors: { view: whole.subarray(1, 3) },
    metadata: {},
  });
  expect(decodeSafetensors(file).tensors.view).toEqual(Float32Array.of(1, 2));
});

it('a file that is a view at an odd place of a larger buffer is read from where it begins', () => {
  const file = encodeSafetensors(content);
  const larger = Buffer.alloc(file.length + 7, 0xff);
  larger.set(file, 3);
  expect(decodeSafetensors(larger.subarray(3, 3 + file.length))).toEqual(content);
});

it('a tensor without values is refused when writing', () => {
  expect(() => encodeSafetensors({ ...content, tensors: {} })).toThrow('No values for the tensor matrix.');
});

describe('a damaged file is refused', () => {
  const whole = encodeSafetensors(content);
  const entry = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };

  it.each([
    ['an empty one', new Uint8Array(0)],
    ['one cut inside the length', whole.subarray(0, 5)],
    ['one cut inside the header', whole.subarray(0, 40)],
    ['one cut inside the tensors', whole.subarray(0, whole.length - 1)],
    ['one with an enormous header', fileOf({}).fill(0xff, 0, 8)],
    ['one whose header is no JSON', fileOf('{"a": ')],
    ['one whose header is no object', fileOf('null')],
    ['one whose header is a number', fileOf('7')],
    ['an unknown type', fileOf({ a: { ...entry, dtype: 'F64' } }, 8)],
    ['an entry that is no object', fileOf({ a: 7 }, 8)],
    ['an entry without a shape', fileOf({ a: { dtype: 'F32', data_offsets: [0, 8] } }, 8)],
    ['an entry without offsets', fileOf({ a: { dtype: 'F32', shape: [2] } }, 8)],
    ['offsets that are texts', fileOf({ a: { ...entry, data_offsets: ['0', '8'] } }, 8)],
    ['a negative extent', fileOf({ a: { ...entry, shape: [-2, -1] } }, 8)],
    ['half an extent', fileOf({ a: { ...entry, shape: [0.5, 4] } }, 8)],
    ['an offset before the beginning', fileOf({ a: { ...entry, data_offsets: [-8, 0] } }, 8)],
    ['offsets that do not fit the shape', fileOf({ a: { ...entry, data_offsets: [0, 4] } }, 8)],
    ['an offset past the end', fileOf({ a: { ...entry, data_offsets: [8, 16] } }, 8)],
    ['metadata that are no texts', fileOf({ __metadata__: { loop: 7 } })],
  ])('%s', (_what, file) => {
    expect(() => decodeSafetensors(file)).toThrow(expect.objectContaining({ code: 'trainer/damaged-checkpoint' }));
  });
});
