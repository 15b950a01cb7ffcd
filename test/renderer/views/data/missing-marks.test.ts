// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import MarksField from '../../../../src-renderer/views/data/marks-field.vue';
import { lineOfMarks, marksInLine } from '../../../../src-renderer/views/data/missing-marks.ts';
import { usualMissing } from '../../../../src-shared/domain/missing-marks.ts';

describe('marks for missing values', () => {
  it('are one line, semicolons between, and come back as they were', () => {
    const marks = ['n.d.', '<0.5', '12,3*', 'not measured'];
    expect(marksInLine(lineOfMarks(marks))).toEqual(marks);
    expect(marksInLine(' n.d. ;; n.d.;')).toEqual(['n.d.']);
  });

  it('are as many and as long as the host takes', () => {
    const marks = marksInLine(Array.from({ length: 150 }, (_, index) => `${index}${'x'.repeat(300)}`).join(';'));
    expect(marks).toHaveLength(100);
    expect(Math.max(...marks.map((mark) => mark.length))).toBe(200);
  });
});

describe('the field of marks', () => {
  it('shows the usual marks before anything was read, and gives those that were added', async () => {
    const field = mount(MarksField, { props: { value: undefined } });
    const input = field.get('input');
    expect(input.element.value).toContain('NA; N/A;');
    await input.setValue(`${input.element.value}; n.d.`);
    expect(field.emitted('choose')).toEqual([[[...usualMissing, 'n.d.']]]);
  });

  it('asks for the usual ones where it is cleared, and for nothing where nothing changed', async () => {
    const field = mount(MarksField, { props: { value: ['x'] } });
    await field.get('input').setValue(' x ');
    expect(field.emitted('choose')).toBeUndefined();
    await field.get('input').setValue('');
    expect(field.emitted('choose')).toEqual([[undefined]]);
    expect(field.get('input').element.value).toBe('x');
  });
});
