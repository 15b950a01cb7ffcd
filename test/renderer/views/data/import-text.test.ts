// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useImport } from '../../../../src-renderer/stores/import.ts';
import { plainFiles } from '../../../../src-renderer/stores/picked-files.ts';
import ImportPanel from '../../../../src-renderer/views/data/import-panel.vue';
import { AppError } from '../../../../src-shared/domain/app-error.ts';
import { mountWithHost } from '../../frame/mount-with-host.ts';
import { textCard } from './token-cards.ts';

type Choices = Readonly<Record<string, unknown>>;

const preview = {
  form: 'text',
  level: 'word',
  totalRows: 821_234,
  parts: [
    {
      part: null,
      tokens: 821_234,
      totalLines: 1,
      lines: [{ pieces: [{ text: 'and', isUnknown: false }], isCut: false }],
    },
  ],
};
const reading = { level: 'word', vocabularySize: 10_000, lowercase: false, encoding: 'utf-8' };
const read = () => ({ card: textCard, preview, reading });

const mounted: { unmount(): void }[] = [];
afterEach(() => {
  for (const wrapper of mounted.splice(0)) wrapper.unmount();
  vi.useRealTimers();
});

/** A panel with one text, which the host reads as `inspect` says. */
async function panel(inspect: (choices: Choices) => unknown = read, name = 'kjv.txt') {
  const { wrapper, asked } = await mountWithHost(ImportPanel, {
    answers: {
      'data.beginUpload': () => ({ upload: '0' }),
      'data.inspect': ({ choices }: { choices: Choices }) => inspect(choices),
    },
  });
  mounted.push(wrapper);
  await useImport().begin(plainFiles([new File(['in the beginning, god\n'], name)]));
  await flushPromises();
  const choices = () => asked.findLast(({ procedure }) => procedure === 'data.inspect')?.input as { choices: Choices };
  const field = (label: string) => {
    const found = wrapper.findAll('label').find((each) => each.text() === label);
    return wrapper.get(`#${CSS.escape(found?.attributes('for') ?? '')}`);
  };
  const pick = async (label: string, words: string) => {
    const select = field(label);
    const option = select.findAll('option').find((each) => each.text() === words);
    await select.setValue(option?.attributes('value'));
    await flushPromises();
  };
  return { wrapper, field, pick, chosen: () => choices().choices };
}

describe('the import of a text', () => {
  it('says what it was read as, with its first lines and its vocabulary', async () => {
    const { wrapper } = await panel();
    expect(wrapper.get('header [role="status"]').text()).toContain('821,234 tokens, predicts the next word.');
    expect(wrapper.get('.text-preview').text()).toContain('The text begins');
    expect(wrapper.get('.vocabulary-facts').text()).toContain('10,000 different words');
    expect(wrapper.text()).not.toContain('Between values stands');
  });

  it('reads it again as characters, in small letters, with another vocabulary once that was typed', async () => {
    const { wrapper, field, pick, chosen } = await panel();
    await pick('One token is', 'a character');
    expect(chosen()).toEqual({ level: 'character' });
    await wrapper.get('input[type="checkbox"]').setValue(true);
    await flushPromises();
    expect(chosen()).toEqual({ level: 'character', lowercase: true });
    vi.useFakeTimers();
    await field('Vocabulary: at most').setValue('500');
    expect(chosen()).toEqual({ level: 'character', lowercase: true });
    vi.advanceTimersByTime(1_000);
    expect(chosen()).toEqual({ level: 'character', lowercase: true, vocabularySize: 500 });
  });

  it('is taken for a table on demand, and back again', async () => {
    const { wrapper, pick, chosen } = await panel();
    await pick('The file holds', 'a table');
    expect(chosen()).toEqual({ task: 'classification' });
    expect(wrapper.text()).toContain('Between values stands');
    await pick('Between values stands', 'Comma ,');
    await pick('The file holds', 'a text that runs on');
    expect(chosen()).toEqual({ task: 'language' });
  });

  it('says at the field to blame what is wrong, also before anything could be read', async () => {
    const { wrapper, field, pick } = await panel(({ encoding }) => {
      if (encoding === undefined) throw new AppError('data/not-utf8', 'kjv.txt is not UTF-8: byte 7 cannot be.');
      return read();
    });
    expect(field('Encoding').attributes('aria-invalid')).toBe('true');
    expect(wrapper.findAll('[role="alert"]')).toHaveLength(0);
    expect(wrapper.text()).toContain('kjv.txt is not UTF-8');
    await pick('Encoding', 'Windows-1252 (Western European)');
    expect(field('Encoding').attributes('aria-invalid')).toBe('false');
    expect(wrapper.find('.text-preview').exists()).toBe(true);
  });

  it('offers no choices for what nothing can be made of', async () => {
    const { wrapper } = await mountWithHost(ImportPanel, {
      answers: {
        'data.beginUpload': () => ({ upload: '0' }),
        'data.inspect': () => {
          throw new AppError('data/empty-file', 'empty.txt is empty.');
        },
      },
    });
    mounted.push(wrapper);
    await useImport().begin(plainFiles([new File([''], 'empty.txt')]));
    await flushPromises();
    expect(wrapper.get('[role="alert"]').text()).toBe('empty.txt is empty.');
    expect(wrapper.find('select').exists()).toBe(false);
    expect(wrapper.text()).toContain('Nothing was imported so far.');
  });

  it('says at the level that a table of sequences cannot be cut so', async () => {
    const { field } = await panel(() => {
      throw new AppError('data/too-many-words', 'Too many different words.');
    }, 'assay.csv');
    expect(field('One token is').attributes('aria-invalid')).toBe('true');
  });
});
