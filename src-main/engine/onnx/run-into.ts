// Runs a session whose outputs are written into given tensors, without the copies that onnxruntime-node 1.30 makes of them all the same.
// For a network of 46 million weights with momentum the copies are 370 MB a step, in time and at the peak of memory.
import type { onnx as Proto } from 'onnx-proto';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { messageOf } from '../../../src-shared/domain/app-error.ts';
import { attributeProto } from './model-parts.ts';
import { dataOf } from './tensors.ts';
import { elementTypes } from './value.ts';

/** An output that is an empty list. */
const barName = 'nothing:bar';
/** What onnxruntime-node says of an output that is no tensor. It says so when it turns outputs into JavaScript, after the run. */
const barMessage = 'Non tensor type';

/**
 * The graph with an empty list as its first output: onnxruntime-node turns outputs into JavaScript in their order and stops at the first
 * that is no tensor, when everything has been written where it belongs already. A later version that knows lists, or that hands our own
 * arrays back, runs through; `runInto` takes either.
 */
export function barReturns(graph: Proto.IGraphProto): Proto.IGraphProto {
  const element = { tensorType: { elemType: elementTypes.float32, shape: { dim: [] } } };
  const attribute = [attributeProto('dtype', { int: elementTypes.float32 })];
  return {
    ...graph,
    node: [{ opType: 'SequenceEmpty', input: [], output: [barName], attribute }, ...(graph.node ?? [])],
    output: [{ name: barName, type: { sequenceType: { elemType: element } } }, ...(graph.output ?? [])],
  };
}

/** Runs once. @param fetches tensors for every output, which hold the results when the promise settles */
export async function runInto(
  session: InferenceSession,
  feeds: Record<string, Tensor>,
  { fetches, isBarred }: { readonly fetches: Record<string, Tensor>; readonly isBarred: boolean },
): Promise<void> {
  if (!isBarred) return discard(await session.run(feeds, fetches), fetches);
  try {
    await session.run(feeds, { ...fetches, [barName]: null });
  } catch (thrown) {
    if (!messageOf(thrown).startsWith(barMessage)) throw thrown;
  }
}

/** Below this the garbage collector is cheaper than giving memory back one by one. */
const worthDiscardingBytes = 16_384;

/**
 * Left to the garbage collector, copies of a few MB keep it marking without a pause: a fifth of the processor's time. Given back at once
 * they cost one copy into warm memory.
 */
function discard(copies: Readonly<Record<string, Tensor>>, fetches: Readonly<Record<string, Tensor>>): void {
  for (const [name, copy] of Object.entries(copies)) {
    const { buffer, byteLength } = dataOf(copy);
    // A later version may hand our own array back: that one stays.
    const own = fetches[name];
    const isOurs = own !== undefined && dataOf(own).buffer === buffer;
    if (!isOurs && byteLength > worthDiscardingBytes && buffer instanceof ArrayBuffer) buffer.transfer(0);
  }
}
