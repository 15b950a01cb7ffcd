import { expect, it } from 'vitest';
import { reasonWords } from '../../../src-renderer/words/reason-words.ts';

it('names the step of a checkpoint, not its file', () => {
  expect(reasonWords('Resuming continues from the checkpoint step-000000010886.safetensors.', 'en')).toBe(
    'Resuming continues from the checkpoint of step 10,886.',
  );
});

it('leaves what it does not know as it is', () => {
  expect(reasonWords('Loss became NaN at step 4210.', 'en')).toBe('Loss became NaN at step 4210.');
});
