// All kernels the recorder knows. A new family is one more file and one more line here.
import { arithmeticKernels } from './arithmetic.ts';
import { arrangementKernels } from './arrangement.ts';
import { castKernels } from './cast.ts';
import { comparisonKernels } from './comparison.ts';
import { constantKernels } from './constants.ts';
import { convolutionKernels } from './convolution.ts';
import { elementwiseKernels } from './elementwise.ts';
import { indexingKernels } from './indexing.ts';
import type { KernelFamily } from './kernel.ts';
import { poolingKernels } from './pooling.ts';
import { productKernels } from './product.ts';
import { reductionKernels } from './reductions.ts';
import { reshapeKernels } from './reshape.ts';

export const traceKernels: KernelFamily = {
  ...arithmeticKernels,
  ...arrangementKernels,
  ...castKernels,
  ...comparisonKernels,
  ...constantKernels,
  ...convolutionKernels,
  ...elementwiseKernels,
  ...indexingKernels,
  ...poolingKernels,
  ...productKernels,
  ...reductionKernels,
  ...reshapeKernels,
};
