// All kernels of the tracing backend. One more family is one more file and one more line.
import { binaryKernels } from './binary.ts';
import { constantKernels } from './constant.ts';
import type { Kernels } from './kernel.ts';
import { matmulKernels } from './matmul.ts';
import { reduceKernels } from './reduce.ts';
import { shapeKernels } from './shape.ts';
import { unaryKernels } from './unary.ts';

export const kernels: Kernels = {
  ...unaryKernels,
  ...binaryKernels,
  ...reduceKernels,
  ...shapeKernels,
  ...constantKernels,
  ...matmulKernels,
};
