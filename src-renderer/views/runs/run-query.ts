// The filter of the runs table: a typed text becomes a test of a row, or one sentence that says what is wrong with it. Pure.
import type { RunRow } from '../../../src-shared/contract/runs.ts';
import { hyperparameterKinds } from '../../../src-shared/domain/hyperparameter.ts';
import { type MetricName, metricNames } from '../../../src-shared/domain/metric.ts';
import { liveStates, runStates } from '../../../src-shared/domain/run-state.ts';
import { methodWords, runTitle } from '../../words/run-words.ts';
import { type QueryToken, queryTokens } from './query-tokens.ts';
import { hyperparameterValues, type ScoreAt, scoreOf } from './run-scores.ts';

export type RowTest = (row: RunRow, at: ScoreAt) => boolean;

export interface ParsedQuery {
  readonly test: RowTest;
  /** What is wrong with a piece that was left out of the test, in one sentence; empty where all were read. */
  readonly problem: string;
}

type TextOf = (row: RunRow) => readonly string[];
type NumbersOf = (row: RunRow, at: ScoreAt) => readonly (number | null | undefined)[];

const textFields: Readonly<Record<string, TextOf>> = {
  state: (row) => [row.state],
  data: (row) => [row.datasetName, row.dataset],
  method: (row) => [row.method, methodWords(row.method)],
  tag: (row) => row.tags,
  name: (row) => [row.name],
  notes: (row) => [row.notes],
};
/** A value must be met as a whole, not in part. */
const wholeFields = new Set(['state', 'tag', 'method', 'data']);

const numberFields: Readonly<Record<string, NumbersOf>> = {
  loss: (row, at) => [scoreOf(row, at)?.loss],
  metric: (row, at) => [scoreOf(row, at)?.metric],
  epochs: (row) => [row.epochs],
  seed: (row) => [row.seed],
  study: (row) => [row.place?.study],
  trial: (row) => [row.place === null ? null : row.place.trial + 1],
  run: (row) => [row.id],
  seconds: (row) => [row.seconds],
  size: (row) => [row.bytes],
};
/** Fields are read in lower case. */
const metricFields = new Map<string, MetricName>([
  ...metricNames.map((name) => [name.toLowerCase(), name] as const),
  ['bits', 'bitsPerCharacter'],
]);
const kindFields = new Set<string>([...hyperparameterKinds.map((kind) => kind.toLowerCase()), 'noise']);
const unitFactors: Readonly<Record<string, number>> = {
  s: 1,
  min: 60,
  m: 60,
  h: 3_600,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  '%': 0.01,
};

const fieldNames = [...Object.keys(textFields), ...Object.keys(numberFields), 'is'].join(', ');

/**
 * Reads a filter. Every piece must hold for a row; values divided by commas are alternatives; a leading minus turns a piece around.
 * A piece that cannot be read, as while it is being typed, is left out.
 */
export function parseQuery(text: string): ParsedQuery {
  const tests: RowTest[] = [];
  let problem = '';
  for (const token of queryTokens(text)) {
    const made = testOf(token);
    if (typeof made === 'string') problem ||= made;
    else tests.push(token.isNegated ? (row, at) => !made(row, at) : made);
  }
  return { problem, test: (row, at) => tests.every((test) => test(row, at)) };
}

/** @returns the test, or what is wrong in one sentence */
function testOf(token: QueryToken): RowTest | string {
  const { field, operator, values, text } = token;
  if (field === null || operator === null) return wordTest((values[0] ?? '').toLowerCase());
  if (values.length === 0) return `After "${text}" a value is missing, for example "${exampleOf(field, operator)}".`;
  if (field === 'is') return isTest(values);
  const textOf = textFields[field];
  if (textOf !== undefined) {
    if (operator !== ':' && operator !== '=') return `"${field}" is a text: write "${field}:${values[0]}".`;
    if (field === 'state') return stateTest(values);
    const wanted = values.map((value) => value.toLowerCase());
    const isWhole = wholeFields.has(field);
    return (row) =>
      textOf(row).some((have) =>
        wanted.some((value) => (isWhole ? have.toLowerCase() === value : have.toLowerCase().includes(value))),
      );
  }
  return numberTest(token, field, operator);
}

function numberTest({ values, text }: QueryToken, field: string, operator: string): RowTest | string {
  const numbersOf = numbersFor(field);
  if (numbersOf === undefined) return `"${field}" is not known here. Fields are ${fieldNames}, and hyperparameters.`;
  const wanted = values.map(numberIn);
  if (wanted.includes(null)) return `In "${text}" a number is expected after "${operator}".`;
  const compare = comparisons[operator] ?? comparisons['='];
  return (row, at) =>
    numbersOf(row, at).some(
      (have) =>
        have !== null &&
        have !== undefined &&
        wanted.some((value) => value !== null && compare?.(have, value) === true),
    );
}

const comparisons: Readonly<Record<string, (have: number, wanted: number) => boolean>> = {
  '<': (have, wanted) => have < wanted,
  '<=': (have, wanted) => have <= wanted,
  '>': (have, wanted) => have > wanted,
  '>=': (have, wanted) => have >= wanted,
  '=': (have, wanted) => have === wanted,
  ':': (have, wanted) => have === wanted,
};

function numbersFor(field: string): NumbersOf | undefined {
  const known = numberFields[field];
  if (known !== undefined) return known;
  const metric = metricFields.get(field);
  if (metric !== undefined) return (row, at) => (row.metric === metric ? [scoreOf(row, at)?.metric] : []);
  // `dense1.dropout` is one hyperparameter, `dropout` any of that kind.
  const [, kind = ''] = /^(?:[a-z]+\d*\.)?([a-z]+\d?)$/.exec(field) ?? [];
  if (!kindFields.has(kind)) return undefined;
  const wanted = field.replace(/(^|\.)noise$/, '$1gaussiannoise');
  return (row, at) =>
    Object.entries(hyperparameterValues(row, at))
      .filter(([name]) => name.toLowerCase() === wanted || name.toLowerCase().endsWith(`.${wanted}`))
      .map(([, value]) => value);
}

/** `0.4`, `2min`, `1.5MB`, `90%`, `#12`. */
function numberIn(text: string): number | null {
  const [, digits, unit = ''] = /^#?([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  const factor = unit === '' ? 1 : unitFactors[unit.toLowerCase()];
  return factor === undefined ? null : Number(digits) * factor;
}

function stateTest(values: readonly string[]): RowTest | string {
  const states = new Set<string>();
  for (const value of values) {
    const lower = value.toLowerCase();
    if (lower === 'live') for (const state of liveStates) states.add(state);
    else if ((runStates as readonly string[]).includes(lower)) states.add(lower);
    else return `"${value}" is no state. States are live, ${runStates.join(', ')}.`;
  }
  return (row) => states.has(row.state);
}

function isTest(values: readonly string[]): RowTest | string {
  if (values.some((value) => value.toLowerCase() !== 'starred')) return 'After "is:" only "starred" can follow.';
  return (row) => row.isStarred;
}

function wordTest(word: string): RowTest {
  const number = /^#(\d+)$/.exec(word)?.[1];
  if (number !== undefined) return (row) => row.id === Number(number);
  return (row) =>
    runTitle(row).toLowerCase().includes(word) ||
    row.datasetName.toLowerCase().includes(word) ||
    row.tags.some((tag) => tag.toLowerCase().includes(word)) ||
    methodWords(row.method).toLowerCase().includes(word) ||
    row.method.includes(word) ||
    row.notes.toLowerCase().includes(word) ||
    Object.keys(row.finalHyperparameters).some((name) => name.toLowerCase().includes(word));
}

function exampleOf(field: string, operator: string): string {
  if (field === 'state') return 'state:failed';
  if (field === 'is') return 'is:starred';
  return textFields[field] === undefined ? `${field}${operator}0.4` : `${field}:digits`;
}
