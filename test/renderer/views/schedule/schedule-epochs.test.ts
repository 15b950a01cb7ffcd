// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import VirtualTable from '../../../../src-renderer/components/virtual-table.vue';
import ScheduleEpochs from '../../../../src-renderer/views/schedule/schedule-epochs.vue';

it('has a row for each epoch, the best one named and marked', () => {
  const shown = mount(ScheduleEpochs, {
    props: {
      names: ['input.dropout', 'dense1.l2'],
      rows: [
        { epoch: 0, values: [0.05, 1e-4] },
        { epoch: 1, values: [0.0712345, 2e-4] },
      ],
      bestEpoch: 1,
      locale: 'en',
    },
  });
  const table = shown.findComponent(VirtualTable);
  expect(shown.find('[role=table]').attributes('aria-rowcount')).toBe('3');
  expect(shown.findAll('[role=columnheader]').map((head) => head.text())).toEqual([
    'Epoch',
    'Dropout of input',
    'L2 of dense 1',
  ]);
  expect(table.props('cells')(0)).toEqual(['0', '0.05', '1e-4']);
  expect(table.props('cells')(1)).toEqual(['1 best', '0.07123', '2e-4']);
  expect(table.props('marked')).toBe(1);
});
