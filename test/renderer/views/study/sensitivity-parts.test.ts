import { expect, it } from 'vitest';
import { sensitivityParts } from '../../../../src-renderer/views/study/sensitivity-parts.ts';
import { studyConfig } from './study-rows.ts';

it('the arms of a sensitivity study stand in the figures they belong to, with short names', () => {
  const labels = [
    'Alternation 2/1',
    'Perturbation 0.1',
    'Alternation 1/15',
    'Perturbation learnt',
    'Start 0.3',
    'Other',
  ];
  const config = studyConfig({ arms: labels.map((label) => ({ label, method: { name: 'stn' } })) });
  expect(sensitivityParts(config).map(({ id, arms, labels: short }) => [id, arms, short])).toEqual([
    ['alternation', [0, 2], ['2/1 steps', '1/15 steps']],
    ['perturbation', [1, 3], ['scale 0.1', 'learnt']],
    ['start', [4], ['0.3 of the range']],
  ]);
});
