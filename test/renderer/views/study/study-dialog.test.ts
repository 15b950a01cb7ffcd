// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { useStudies } from '../../../../src-renderer/stores/studies.ts';
import VerdictLine from '../../../../src-renderer/views/study/verdict-line.vue';
import VerifyButtons from '../../../../src-renderer/views/study/verify-buttons.vue';
import { runIdSchema } from '../../../../src-shared/domain/ids.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { row } from '../runs/row.ts';
import { arm, studyConfig, studyRow } from './study-rows.ts';

let unmount = () => {};
afterEach(() => {
  unmount();
  document.body.innerHTML = '';
});
const text = (element: Element | null) => (element?.textContent ?? '').replaceAll(/\s+/g, ' ');

async function buttons(answers: Record<string, (input: never) => unknown> = {}) {
  const mounted = await mountWithHost(VerifyButtons, {
    props: { row: row(12), isPrimary: true },
    answers: {
      'studies.forVerification': ({ seeds }: { seeds: number }) =>
        studyConfig({
          seeds: Array.from({ length: seeds }, (_, index) => index + 2),
          purpose: 'verification',
          source: 12,
        }),
      'studies.check': () => ({ problems: [], seconds: [60, 90], diskBytes: 5e6, notes: [] }),
      'studies.start': () => ({ study: 7 }),
      ...answers,
    },
  });
  unmount = () => mounted.wrapper.unmount();
  await mounted.wrapper.get('button').trigger('click');
  await flushPromises();
  return { ...mounted, dialog: () => document.querySelector('[role=dialog]') };
}

describe('verifying at one press', () => {
  it('says what it trains and how long that takes, starts it, and goes there', async () => {
    const { dialog, asked, router } = await buttons();
    expect(text(dialog())).toContain('6 trainings, about 1 min to 1 min 30 s, done by');
    expect(text(dialog())).toContain('5 MB on disk');
    dialog()?.querySelector<HTMLElement>('button[type=submit]')?.click();
    await flushPromises();
    await flushPromises();
    const start = asked.find(({ procedure }) => procedure === 'studies.start')?.input as {
      config: { seeds: number[] };
    };
    expect(start.config.seeds).toEqual([2, 3, 4]);
    expect(router.currentRoute.value.fullPath).toBe('/studies/7');
    expect(dialog()).toBe(null);
  });

  it('says why it cannot, and does not start then', async () => {
    const { dialog } = await buttons({
      'studies.forVerification': () => {
        throw new Error('Run 12 has no schedule.');
      },
    });
    expect(text(dialog())).toContain('Run 12 has no schedule.');
    expect(dialog()?.querySelector<HTMLButtonElement>('button[type=submit]')?.disabled).toBe(true);
  });

  it('is offered again once it was done', async () => {
    const { wrapper } = await buttons();
    useStudies().take(studyRow(7, { purpose: 'verification', source: runIdSchema.parse(12) }));
    await flushPromises();
    expect(wrapper.get('button').text()).toBe('Verify again');
    expect(wrapper.get('button').classes()).not.toContain('primary');
  });
});

describe('the verdict in a line', () => {
  it('says that there is none yet, how far it is, and then what it is', async () => {
    const { wrapper } = await mountWithHost(VerdictLine, { props: { row: row(12), locale: 'en' } });
    unmount = () => wrapper.unmount();
    expect(wrapper.text()).toContain('Not yet verified');
    const arms = [arm('Schedule', 'replay', [0.2, 0.21]), arm('Final values', 'final', [0.5, 0.52])];
    const study = studyRow(7, { purpose: 'verification', source: runIdSchema.parse(12), arms });
    useStudies().take({ ...study, state: 'running', arms: arms.map((one) => ({ ...one, spent: 0.5 })) });
    await flushPromises();
    expect(text(wrapper.element)).toContain('Verification under way, 50% of its budget used: Study 7');
    useStudies().take(study);
    await flushPromises();
    expect(text(wrapper.element)).toContain('than its final values (best validation loss, n = 2 seeds');
    expect(wrapper.get('a').attributes('href')).toBe('/studies/7');
  });
});
