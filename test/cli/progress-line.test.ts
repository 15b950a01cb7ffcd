import { describe, expect, it } from 'vitest';
import { progressLine } from '../../src-main/cli/progress-line.ts';
import { noProgress, type RunProgress } from '../../src-main/cli/run-progress.ts';

const halfway: RunProgress = {
  phase: 'training',
  epoch: 10.4,
  epochs: 20,
  loss: 0.41234,
  perplexity: null,
  secondsLeft: 65,
  hyperparameters: { 'input.dropout': 0.1034, 'dense1.dropout': 0.2, 'dense2.dropout': 0.3 },
};

describe('a line of progress', () => {
  it('shows the bar, the loss, the time left and the hyperparameters', () => {
    expect(progressLine(halfway, 200)).toBe(
      '██████████░░░░░░░░░░ epoch 10/20  loss 0.412  1:05 left  input.dropout 0.1  dense1.dropout 0.2  dense2.dropout 0.3',
    );
  });

  it.each([0, 10, 40, 60, 80, 100])('never exceeds a width of %i', (width) => {
    expect(progressLine(halfway, width).length).toBeLessThanOrEqual(width);
  });

  it('says what is done before the first step', () => {
    expect(progressLine({ ...noProgress, phase: 'compiling' }, 80)).toBe('compiling …');
  });

  it('shows the perplexity on the validation part of a text', () => {
    expect(progressLine({ ...halfway, perplexity: 101.37 }, 200)).toContain(
      'loss 0.412  validation perplexity 101  1:05',
    );
  });

  it('counts hours', () => {
    expect(progressLine({ ...halfway, secondsLeft: 7_241 }, 200)).toContain('2:00:41 left');
  });
});
