// All kernels the recorder knows. A new family (convolution, pooling) is one more file and one more line here.
import { arithmeticKernels } from './arithmetic.ts';
import { arrangementKernels } from './arrangement.ts';
import { castKernels } from './cast.ts';
import { comparisonKernels } from './comparison.ts';
import { constantKernels } from './constants.ts';
import { elementwiseKernels } from './elementwise.ts';
import { indexingKernels } from './indexing.ts';
import type { KernelFamily } from './kernel.ts';
import { productKernels } from './product.ts';
import { reductionKernels } from './reductions.ts';
import { reshapeKernels } from './reshape.ts';

export const traceKernels: KernelFamily = {
  ...arithmeticKernels,
  ...arrangementKernels,
  ...castKernels,
  ...comparisonKernels,
  ...constantKernels,
  ...elementwiseKernels,
  ...indexingKernels,
  ...productKernels,
  ...reductionKernels,
  ...reshapeKernels,
};
