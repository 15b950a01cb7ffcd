// Schedules from files: what Selftune exports, what a person writes, and what is neither.
import { describe, expect, it } from 'vitest';
import { scheduleToCsv } from '../../src-main/export/schedule-csv.ts';
import { scheduleToJson } from '../../src-main/export/schedule-json.ts';
import { readScheduleFile } from '../../src-main/schedules/read-file.ts';
import type { ReplayedSchedule } from '../../src-shared/domain/method-config.ts';
import { runConfigSchema } from '../../src-shared/domain/run-config.ts';
import type { Schedule } from '../../src-shared/domain/schedule.ts';

const read = (text: string, name = 'mine.csv') => readScheduleFile(name, new TextEncoder().encode(text));

/** The code and the sentence of a refused file. */
function refused(text: string, name?: string): { code: string; message: string } {
  try {
    read(text, name);
  } catch (error) {
    return error as { code: string; message: string };
  }
  throw new Error('The file was read.');
}

const simple: ReplayedSchedule = {
  unit: 'epochs',
  at: [0, 2.5, 10],
  values: { 'input.dropout': [0.1, 0.3, 0.2], 'dense1.l2': [0, 0.001, 0.0002] },
  source: 'mine.csv',
};

describe('a CSV that a person wrote', () => {
  it.each([
    ['commas', 'epoch,input.dropout,dense1.l2\n0,0.1,0\n2.5,0.3,0.001\n10,0.2,2e-4\n'],
    [
      'semicolons and decimal commas',
      'Epoch; input.dropout; dense1.l2\r\n0; 0,1; 0\r\n2,5; 0,3; 0,001\r\n10; 0,2; 2e-4',
    ],
    ['semicolons and decimal points', 'epochs;input.dropout;dense1.l2\n0;0.1;0\n2.5;0.3;0.001\n10;0.2;0.0002\n'],
    ['tabs', 'epoch\tinput.dropout\tdense1.l2\n0\t0.1\t0\n2.5\t0.3\t0.001\n10\t0.2\t0.0002'],
    [
      'quotes, blank lines and a mark of the byte order',
      '\ufeff\n"epoch","input.dropout","dense1.l2"\n\n"0","0.1","0"\n2.5,0.3,0.001\n10,0.2,0.0002\n\n',
    ],
    ["Excel's first line", 'sep=;\r\nepoch;input.dropout;dense1.l2\r\n0;0.1;0\r\n2.5;0.3;0.001\r\n10;0.2;0.0002\r\n'],
    ['columns in another order', 'dense1.l2,epoch,input.dropout\n0,0,0.1\n0.001,2.5,0.3\n0.0002,10,0.2\n'],
  ])('with %s', (_what, text) => {
    const schedule = read(text);
    expect(schedule).toEqual({ ...simple, values: expect.anything() });
    for (const [name, column] of Object.entries(simple.values)) expect(schedule.values[name]).toEqual(column);
  });

  it('in UTF-16, as spreadsheets save it', () => {
    const bytes = new Uint8Array(Buffer.from('\ufeffepoch\tinput.dropout\r\n0\t0.1\r\n1\t0.2\r\n', 'utf16le'));
    expect(readScheduleFile('mine.txt', bytes)).toMatchObject({ at: [0, 1], values: { 'input.dropout': [0.1, 0.2] } });
  });

  it('may count training steps', () => {
    expect(read('step,input.dropout\n0,0.1\n500,0.2\n')).toMatchObject({ unit: 'steps', at: [0, 500] });
  });

  it('may leave cells empty, which then lie on the line between their neighbours', () => {
    const text = 'epoch,input.dropout,dense1.l2\n0,,0.01\n10,0.5,\n20,,0.03\n30,0.25,\n';
    expect(read(text)).toMatchObject({
      at: [0, 10, 20, 30],
      values: { 'input.dropout': [0.5, 0.5, 0.375, 0.25], 'dense1.l2': [0.01, 0.02, 0.03, 0.03] },
    });
  });
});

const exported: Schedule = {
  hyperparameters: ['input.dropout', 'dense1.l2'],
  points: [
    { step: 1, epoch: 0.25, seconds: 1, values: [0.05, 1e-4], scales: [0.5, 0.5] },
    // A training step, then the hyperparameter step after it.
    { step: 2, epoch: 0.5, seconds: 2, values: [0.05, 1e-4], scales: [0.5, 0.5] },
    { step: 3, epoch: 0.5, seconds: 3, values: [0.0625, 3e-4], scales: [0.5, 0.5] },
    { step: 4, epoch: 0.75, seconds: 4, values: [0.0625, Number.NaN], scales: [0.5, 0.5] },
    { step: 5, epoch: 1, seconds: 5, values: [0.125, 5e-4], scales: [0.5, 0.5] },
  ],
};
const config = runConfigSchema.parse({ data: { dataset: '0'.repeat(16) }, model: { kind: 'mlp', hidden: [] } });
const run = { id: 12, name: 'a run', state: 'finished' } as const;

describe('what Selftune exports', () => {
  const expected = {
    unit: 'epochs',
    at: [0.25, 0.5, 0.75, 1],
    values: { 'input.dropout': [0.05, 0.0625, 0.0625, 0.125], 'dense1.l2': [1e-4, 3e-4, 4e-4, 5e-4] },
  };

  it.each([
    ['as CSV', scheduleToCsv(exported)],
    ['as JSON', scheduleToJson(exported, { run, card: null, config, tuned: [] })],
  ])('is read back %s, by epochs, of one place what holds in the end', (_form, text) => {
    const schedule = read(text, 'run-12');
    expect(schedule).toMatchObject({ unit: 'epochs', at: expected.at, source: 'run-12' });
    for (const [name, column] of Object.entries(expected.values)) {
      expect(schedule.values[name]).toHaveLength(column.length);
      for (const [index, value] of column.entries()) expect(schedule.values[name]?.[index]).toBeCloseTo(value, 8);
    }
  });

  it('is read back as the schedule of a config', () => {
    const { source: _unsaid, ...unsigned } = simple;
    expect(read(JSON.stringify(unsigned), 'mine.csv')).toEqual(simple);
    expect(read(JSON.stringify({ ...simple, source: 'Run 7' })).source).toBe('Run 7');
  });

  it('with 100,000 points keeps 10,000 places, both ends among them', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `${index},${(index % 1000) / 1000}\n`);
    const { at } = read(`epoch,input.dropout\n${lines.join('')}`);
    expect(at).toHaveLength(10_000);
    expect([at[0], at.at(-1)]).toEqual([0, 99_999]);
  });
});

describe('refused, with the reason', () => {
  const header = 'epoch,input.dropout\n';

  it.each<[string, string, string, string]>([
    ['nothing', '', 'schedules/empty', 'mine.csv is empty'],
    ['blank lines', '\n \n', 'schedules/empty', 'mine.csv is empty'],
    ['names alone', header, 'schedules/empty', 'nothing below it'],
    ['numbers alone', '0,0.1\n1,0.2\n', 'schedules/no-place', 'no column "epoch" or "step"'],
    ['no place', 'input.dropout\n0.1\n', 'schedules/no-place', 'no column "epoch" or "step"'],
    ['no hyperparameter', 'epoch,seconds\n0,1\n', 'schedules/no-values', 'no column of a hyperparameter'],
    ['scales alone', 'epoch,input.dropout.scale\n0,1\n', 'schedules/no-values', 'no column of a hyperparameter'],
    ['an unknown name', 'epoch,dropout\n0,1\n', 'schedules/unknown-column', 'the column "dropout"'],
    ['a name twice', 'epoch,a.l2,a.l2\n0,1,1\n', 'schedules/column-twice', 'two columns "a.l2"'],
    ['a line too short', `${header}0,0.1\n1\n`, 'schedules/ragged-row', 'Line 3 of mine.csv has 1 value; 2'],
    ['a line too long', `${header}0,0.1,7\n`, 'schedules/ragged-row', 'Line 2 of mine.csv has 3 values; 2'],
    [
      'a word for a number',
      `${header}0,high\n`,
      'schedules/no-number',
      'Line 2 of mine.csv has "high" in the column "input.dropout"',
    ],
    ['a word for a place', `${header}zero,0.1\n`, 'schedules/no-number', '"zero" in the column "epoch"'],
    ['no place in a line', `${header},0.1\n`, 'schedules/no-place', 'Line 2 of mine.csv has no epoch'],
    ['a place before the beginning', `${header}-1,0.1\n`, 'schedules/negative-place', 'epoch -1'],
    [
      'places that fall',
      `${header}0,0.1\n2,0.1\n1,0.2\n`,
      'schedules/falling-place',
      'Line 4 of mine.csv stands at epoch 1, and the line before it at 2',
    ],
    [
      'a jump at one place',
      `${header}0,0.1\n2,0.1\n2,0.2\n`,
      'schedules/falling-place',
      'For a jump, let the second one begin a little later, such as 2.001',
    ],
    [
      'a column without a value',
      'epoch,a.l2,b.l2\n0,1,\n1,1,NA\n',
      'schedules/no-values',
      'column "b.l2" of mine.csv has no values',
    ],
    ['an open quote', `${header}0,"0.1\n1,0.2\n`, 'data/unreadable-text', 'quoted text does not end'],
  ])('a CSV with %s', (_what, text, code, words) => {
    expect(refused(text)).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  const whole = JSON.parse(scheduleToJson(exported, { run, card: null, config, tuned: [] })) as Record<string, unknown>;

  it.each<[string, unknown, string, string]>([
    ['cut off', '{"schema": "selftune/sch', 'schedules/broken-json', 'no whole JSON file'],
    ['of another form', { schema: 'selftune/curve', version: 1 }, 'schedules/no-schedule', '"selftune/curve"'],
    ['of a newer version', { ...whole, version: 2 }, 'schedules/newer', 'version 2'],
    ['without points', { ...whole, points: [] }, 'schedules/no-schedule', 'points'],
    [
      'with a value too few',
      { ...whole, points: [{ step: 1, epoch: 0, values: [1] }] },
      'schedules/no-schedule',
      'Point 1 of mine.json has 1 value of 2',
    ],
    [
      'with points out of order',
      { ...whole, points: [...exported.points].reverse().map((point) => ({ ...point, values: [0, 0] })) },
      'schedules/falling-place',
      'Point 2',
    ],
    ['that is a list', [1, 2], 'schedules/no-schedule', 'holds no schedule'],
    [
      'with a column too short',
      { ...simple, values: { 'a.l2': [1] } },
      'schedules/no-schedule',
      'one value of every hyperparameter',
    ],
    ['with falling places', { ...simple, at: [0, 5, 4] }, 'schedules/no-schedule', 'must rise'],
    ['with an unknown name', { ...simple, values: { dropout: [1, 2, 3] } }, 'schedules/unknown-column', '"dropout"'],
  ])('a JSON file %s', (_what, content, code, words) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(refused(text, 'mine.json')).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('a file that is no text', () => {
    const bytes = new Uint8Array(200).map((_, index) => (index * 7) % 5);
    expect(() => readScheduleFile('photo.png', bytes)).toThrow('photo.png is not a text file');
  });
});
