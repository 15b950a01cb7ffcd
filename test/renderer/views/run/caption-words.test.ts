import { describe, expect, it } from 'vitest';
import { captionWords } from '../../../../src-renderer/words/caption-words.ts';

describe('a caption', () => {
  it('says how the losses lay meanwhile, and that neither is the reason', () => {
    const moved = {
      kind: 'moved',
      name: 'dense2.dropout',
      direction: 'risen',
      since: 9,
      from: 0.05,
      to: 0.41,
    } as const;
    expect(captionWords({ ...moved, gap: 'opened' }, 'en')).toBe(
      'Dropout of dense 2 has risen since epoch 9, from 0.05 to 0.41; meanwhile the training loss came to lie below the validation loss.',
    );
    expect(captionWords({ ...moved, gap: 'none' }, 'en')).toBe(
      'Dropout of dense 2 has risen since epoch 9, from 0.05 to 0.41.',
    );
  });

  it('says how far a value went before it turned', () => {
    const turned = { kind: 'turned', name: 'input.dropout', at: 12, from: 0.05, peak: 0.4, to: 0.2 } as const;
    expect(captionWords(turned, 'en')).toBe(
      'Dropout of input rose from 0.05 to 0.4 until epoch 12 and has fallen to 0.2 since.',
    );
  });
});
