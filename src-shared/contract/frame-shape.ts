// Looks at the form of MessagePack bytes before anything is made of them: a list says how many items it has in five bytes, and room is
// made for as many. Not here: what the items are (codec).

export interface ShapeLimits {
  /** Lists and objects inside one another. */
  readonly mostDepth: number;
  /** Lists and objects in all. */
  readonly mostContainers: number;
}

interface Head {
  /** Bytes of the item, its head among them; 0 for a code that is never used. */
  readonly bytes: number;
  /** Items that follow and belong to it; null: it is no list and no object. */
  readonly items: number | null;
}

/** Bytes of what has one length whatever it holds, by code: numbers from 0xca, short extensions from 0xd4. */
const fixedBytes: ReadonlyMap<number, number> = new Map([
  [0xc0, 1],
  [0xc2, 1],
  [0xc3, 1],
  ...[5, 9, 2, 3, 5, 9, 2, 3, 5, 9].map((bytes, at) => [0xca + at, bytes] as const),
  ...[1, 2, 4, 8, 16].map((content, at) => [0xd4 + at, 2 + content] as const),
]);

/** How many bytes say the length of what is of any length: bytes, extensions (whose kind takes one more), texts, lists, objects. */
const lengthBytes: ReadonlyMap<number, number> = new Map([
  ...[0xc4, 0xc7, 0xd9].flatMap((code) => [1, 2, 4].map((bytes, at) => [code + at, bytes] as const)),
  ...[0xdc, 0xde].flatMap((code) => [2, 4].map((bytes, at) => [code + at, bytes] as const)),
]);

function lengthAt(bytes: Uint8Array, at: number, count: number): number {
  let length = 0;
  for (let place = 0; place < count; place++) length = length * 256 + (bytes[at + place] ?? 0);
  return length;
}

function headAt(bytes: Uint8Array, at: number): Head {
  const code = bytes[at] ?? 0xc1;
  if (code < 0x80 || code >= 0xe0) return { bytes: 1, items: null };
  if (code < 0x90) return { bytes: 1, items: 2 * (code & 0x0f) };
  if (code < 0xa0) return { bytes: 1, items: code & 0x0f };
  if (code < 0xc0) return { bytes: 1 + (code & 0x1f), items: null };
  const fixed = fixedBytes.get(code);
  if (fixed !== undefined) return { bytes: fixed, items: null };
  const count = lengthBytes.get(code);
  if (count === undefined) return { bytes: 0, items: null };
  const length = lengthAt(bytes, at + 1, count);
  if (code >= 0xde) return { bytes: 1 + count, items: 2 * length };
  if (code >= 0xdc) return { bytes: 1 + count, items: length };
  const isExtension = code >= 0xc7 && code <= 0xc9;
  return { bytes: 1 + count + (isExtension ? 1 : 0) + length, items: null };
}

/**
 * Reads the heads of all items of one frame.
 * @throws RangeError where it is no whole frame or exceeds a limit
 */
export function checkShape(bytes: Uint8Array, { mostDepth, mostContainers }: ShapeLimits): void {
  /** Of each list that is open, how many items are still to come. */
  const open: number[] = [];
  let containers = 0;
  let promised = 1;
  let at = 0;
  for (let seen = 0; seen < promised; seen++) {
    while (open.at(-1) === 0) open.pop();
    if (open.length > 0) open.push((open.pop() ?? 0) - 1);
    const { bytes: size, items } = headAt(bytes, at);
    at += size;
    if (size === 0 || at > bytes.length) throw new RangeError('A frame ends early or has a code that is never used.');
    if (items === null) continue;
    containers += 1;
    promised += items;
    open.push(items);
    // Each item takes a byte at least.
    if (promised - seen - 1 > bytes.length - at) throw new RangeError('A frame promises more items than it has bytes.');
    if (containers > mostContainers) throw new RangeError(`A frame has more than ${mostContainers} lists and objects.`);
    while (open.at(-1) === 0) open.pop();
    if (open.length > mostDepth) throw new RangeError(`A frame is nested deeper than ${mostDepth}.`);
  }
}
