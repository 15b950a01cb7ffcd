import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeThisMachine } from '../../../src-main/host/machine/describe-machine.ts';

const support = join(import.meta.dirname, '../../support');

describe('the diagnosis of a machine', () => {
  it('finds an engine that works and names the one a run would use', async () => {
    const { cores, candidates, choice } = await describeThisMachine();
    expect(cores).toBeGreaterThan(0);
    const usable = candidates.filter(({ isUsable }) => isUsable).map(({ engine, device }) => `${engine} on ${device}`);
    expect(usable).toContain('onnx on cpu');
    expect(usable).toContain(`${choice.engine} on ${choice.device}`);
  });

  it.each([
    ['says something else', 'bad-doctor.ts', /was not understood/],
    ['is not there', 'no-doctor.ts', /ended with exit code 1/],
  ])('that %s is told in words', async (_what, entry, sentence) => {
    await expect(describeThisMachine(join(support, entry))).rejects.toMatchObject({
      code: 'host/no-diagnosis',
      message: expect.stringMatching(sentence),
    });
  });
});
