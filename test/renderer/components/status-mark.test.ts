// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import StatusMark from '../../../src-renderer/components/status-mark.vue';
import { runStates } from '../../../src-shared/domain/run-state.ts';

describe('a status mark', () => {
  it('has a shape of its own for every state', () => {
    const shapes = runStates.map((state) => mount(StatusMark, { props: { state } }).get('svg').html());
    expect(new Set(shapes).size).toBe(runStates.length);
  });

  it('says the state in a word, to ears alone when bare', () => {
    const full = mount(StatusMark, { props: { state: 'failed' } });
    expect(full.text()).toBe('Failed');
    expect(full.find('.spoken').exists()).toBe(false);
    const bare = mount(StatusMark, { props: { state: 'failed', isBare: true } });
    expect(bare.get('.spoken').text()).toBe('Failed');
  });
});
