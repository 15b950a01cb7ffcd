// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { useMachine } from '../../../../src-renderer/stores/machine.ts';
import SettingsView from '../../../../src-renderer/views/settings/settings-view.vue';
import { verdictWords } from '../../../../src-renderer/words/machine-words.ts';
import type { MachineReport } from '../../../../src-shared/contract/app.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { pressButton } from '../../press-button.ts';

let unmount = () => {};
afterEach(() => unmount());

const report: MachineReport = {
  cores: 2,
  memoryBytes: 8e9,
  candidates: [
    {
      engine: 'onnx',
      device: 'webgpu',
      isUsable: false,
      ms: null,
      selfTestError: 'requestAdapter: null.',
      sentence: 'No adapter.',
    },
    {
      engine: 'onnx',
      device: 'cpu',
      isUsable: true,
      ms: 3.24,
      selfTestError: null,
      sentence: 'Works.',
    },
    {
      engine: 'tensorflow',
      device: 'cpu',
      isUsable: false,
      ms: null,
      selfTestError: 'Absent.',
      sentence: 'The processor cannot be used: Absent.',
    },
  ],
  choice: { engine: 'onnx', device: 'cpu', why: 'The driver 470 is too old; needs 525.' },
};
const storage = {
  home: '/home/ada/Selftune',
  databaseBytes: 1e6,
  datasetsBytes: 1e6,
  runsBytes: 7e6,
  trashBytes: 1e6,
  freeBytes: 9e10,
  largestRuns: [{ run: 4, name: 'wide', bytes: 5e6 }],
  paths: [{ what: 'Database', path: '/home/ada/Selftune/selftune.db' }],
};

async function view() {
  const mounted = await mountWithHost(SettingsView, {
    answers: {
      'machine.describe': () => report,
      'storage.report': () => storage,
      'settings.change': (change) => ({
        theme: 'light',
        numbers: 'en',
        band: 'sd',
        notifications: true,
        ...(change as object),
      }),
    },
  });
  unmount = () => mounted.wrapper.unmount();
  await useMachine().describe();
  await flushPromises();
  return mounted;
}

describe('the settings', () => {
  it('say of every engine whether it works, and which is used', async () => {
    const { wrapper } = await view();
    const lines =
      wrapper
        .findAll('table')[0]
        ?.findAll('tbody tr')
        .map((line) => line.text()) ?? [];
    expect(lines[0]).toMatch(/^no.*WebGPU.*No adapter\./);
    expect(lines[1]).toMatch(/^yes.*processor.*used.*3\.24 ms$/);
  });

  it('fold what a library said under the plain verdict, and fold nothing where there is no more to say', async () => {
    const { wrapper } = await view();
    const folded = wrapper.findAll('details code').map((said) => said.text());
    expect(folded).toEqual(['requestAdapter: null.']);
  });

  it('test anew when asked', async () => {
    const { wrapper, asked } = await view();
    await pressButton(wrapper, 'Test again');
    expect(asked.at(-1)).toEqual({ procedure: 'machine.describe', input: { isFresh: true } });
  });

  it('add up what lies on the disk', async () => {
    const { wrapper } = await view();
    expect(wrapper.get('tr.total').text()).toMatch(/Together.*10 MB.*100/);
    expect(wrapper.text()).toContain('90 GB are free on this disk.');
    expect(wrapper.text()).toContain('/home/ada/Selftune/selftune.db');
  });

  it('change what is chosen, and the example of numbers with it', async () => {
    const { wrapper, asked } = await view();
    await wrapper.get('#numbers').setValue('de');
    await flushPromises();
    expect(asked).toContainEqual({ procedure: 'settings.change', input: { numbers: 'de' } });
    expect(wrapper.get('#numbers-example').text()).toContain('12.345');
    await wrapper.get('input[value=dark]').trigger('change');
    expect(asked).toContainEqual({ procedure: 'settings.change', input: { theme: 'dark' } });
  });
});

describe('the verdict on this computer', () => {
  it('says why the processor is used', () => {
    expect(verdictWords(report, 'en')).toBe(
      'Training will run on the processor (2 cores). The driver 470 is too old; needs 525.',
    );
  });

  it('names the card that is used, and says so where nothing works', () => {
    expect(verdictWords({ ...report, choice: { engine: 'onnx', device: 'cuda', why: '' } }, 'en')).toBe(
      'Training will run on the graphics card (CUDA).',
    );
    expect(verdictWords({ ...report, choice: { engine: null, device: null, why: 'Reinstall it.' } }, 'en')).toBe(
      'Nothing on this computer can train. Reinstall it.',
    );
  });
});
