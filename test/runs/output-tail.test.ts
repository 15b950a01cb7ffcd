import { expect, test } from 'vitest';
import { OutputTail } from '../../src-main/runs/output-tail.ts';

test('only the last lines are kept', () => {
  const tail = new OutputTail(3);
  tail.push('1\n2\n3\n4\n5\n');
  expect(tail.lines()).toEqual(['3', '4', '5']);
});

test('a line may arrive in pieces and may lack its end', () => {
  const tail = new OutputTail(3);
  tail.push('fir');
  tail.push('st\r\nsec');
  expect(tail.lines()).toEqual(['first', 'sec']);
});

test('a line without an end does not grow for ever', () => {
  const tail = new OutputTail(3);
  for (let piece = 0; piece < 100; piece++) tail.push('x'.repeat(100));
  expect(tail.lines()[0]).toHaveLength(2_000);
});
