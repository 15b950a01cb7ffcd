// Every procedure against what may come in: a valid input, and inputs that lack something, are of the wrong type, bring more, or too much.
import { describe, expect, it } from 'vitest';
import { uploadChunkBytes } from '../../../src-shared/contract/limits.ts';
import type { ProcedureName } from '../../../src-shared/contract/procedures.ts';
import { procedures } from '../../../src-shared/contract/procedures.ts';
import { serveConnection } from '../../../src-shared/contract/server.ts';
import { validInputs } from '../../support/contract-examples.ts';
import { portPair, settled } from '../../support/port-pair.ts';
import { procedureNames, recordingHandlers } from '../../support/recording-handlers.ts';
import { silentEvents } from '../../support/silent-events.ts';

type Path = readonly (string | number)[];
interface Place {
  readonly path: Path;
  readonly value: unknown;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** Every value inside an input, the input itself first. */
function placesIn(value: unknown, path: Path = []): Place[] {
  const inside = Array.isArray(value) ? [...value.entries()] : isPlain(value) ? Object.entries(value) : [];
  return [{ path, value }, ...inside.flatMap(([key, child]) => placesIn(child, [...path, key]))];
}

/** The input with another value at one place. */
function withValue(input: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(input)) return input.map((item, index) => (index === key ? withValue(item, rest, value) : item));
  const fields = input as Record<string, unknown>;
  return { ...fields, [key]: withValue(fields[key], rest, value) };
}

/** Inside a config that is being edited anything may stand: what is wrong with it comes back as problems. */
const isEdited = (procedure: ProcedureName) => procedure === 'plan.check' || procedure === 'studies.check';
const isFree = (procedure: ProcedureName, path: Path) => isEdited(procedure) && path.length > 1;
const places = (procedure: ProcedureName) =>
  placesIn(validInputs[procedure]).filter(({ path }) => !isFree(procedure, path));

const text = 'x'.repeat(100_001);
const tooMuch = (value: unknown): unknown => {
  if (typeof value === 'string') return text;
  if (typeof value === 'number') return Number.MAX_VALUE;
  if (value instanceof Uint8Array) return new Uint8Array(uploadChunkBytes + 1);
  return Array.isArray(value) ? new Array(10_001).fill(value[0] ?? 0) : null;
};

/** Any finite number is a place on an axis and a value of a hyperparameter; whether it makes sense is the host's to say. */
const unboundedNumbers = [
  'plot.curves from',
  'runs.start config.hyperparameters.dense1.dropout.start',
  'runs.start config.hyperparameters.dense1.dropout.range.0',
  'runs.start config.hyperparameters.dense1.dropout.range.1',
  'runs.start config.hyperparameters.dense1.dropout.scale',
  'runs.start config.hyperparameters.dense1.l2.value',
  'runs.start config.training.optimizer.learningRate',
  'runs.start config.logging.checkpointSeconds',
  'studies.start config.config.hyperparameters.dense1.dropout.start',
  'studies.start config.config.hyperparameters.dense1.dropout.range.0',
  'studies.start config.config.hyperparameters.dense1.dropout.range.1',
  'studies.start config.config.hyperparameters.dense1.dropout.scale',
  'studies.start config.config.hyperparameters.dense1.l2.value',
  'studies.start config.config.training.optimizer.learningRate',
  'studies.start config.config.logging.checkpointSeconds',
  'studies.start config.arms.2.hyperparameters.dense1.dropout.value',
];

/** The place in an example that is written like this. */
function pathOf(name: string, dotted: string): readonly [ProcedureName, Path] {
  const procedure = procedureNames.find((candidate) => candidate === name) ?? 'app.info';
  const place = places(procedure).find(({ path }) => path.join('.') === dotted);
  expect(place, `${name} ${dotted}`).toBeDefined();
  return [procedure, place?.path ?? []];
}

async function ask(procedure: ProcedureName, input: unknown) {
  const { client, host } = portPair();
  const { handlers, asked } = recordingHandlers();
  const bugs: unknown[] = [];
  const answers: unknown[] = [];
  client.onFrame((frame) => answers.push(frame));
  serveConnection({ port: host, handlers, events: silentEvents, onBug: (thrown) => bugs.push(thrown) });
  client.send({ type: 'call', id: 1, procedure, input });
  await settled();
  expect(bugs).toEqual([]);
  return { asked, answer: answers.at(-1) };
}

async function expectRefusal(procedure: ProcedureName, input: unknown, what: string, code = 'contract/bad-input') {
  const { asked, answer } = await ask(procedure, input);
  expect(asked, what).toEqual([]);
  expect(answer, what).toMatchObject({ type: 'error', id: 1, error: { code } });
}

describe('the contract', () => {
  it('has an example of every procedure', () => {
    expect(Object.keys(validInputs).sort()).toEqual([...procedureNames].sort());
  });

  it.each(unboundedNumbers)('takes any number for %s', async (line) => {
    const [name = '', dotted = ''] = line.split(' ');
    const [procedure, path] = pathOf(name, dotted);
    const { asked } = await ask(procedure, withValue(validInputs[procedure], path, 1e300));
    expect(asked).toHaveLength(1);
  });
});

describe.each(procedureNames)('%s', (procedure) => {
  const valid = validInputs[procedure];
  const schema = procedures[procedure].input;

  it('hands a valid input to its handler, and the answer back', async () => {
    const { asked, answer } = await ask(procedure, valid);
    expect(asked).toEqual([{ procedure, input: schema.parse(valid) }]);
    expect(answer).toEqual({ type: 'result', id: 1, output: null });
  });

  it('refuses an input that lacks a field, or all of them', async () => {
    const fields = Object.entries(schema.shape).filter(([, field]) => !field.safeParse(undefined).success);
    for (const [name] of fields) {
      const { [name]: _left, ...rest } = valid as Record<string, unknown>;
      await expectRefusal(procedure, rest, name);
    }
    await expectRefusal(procedure, null, 'nothing for an input');
    await expectRefusal(procedure, undefined, 'no input at all', 'contract/bad-frame');
  });

  it('refuses a value of the wrong type in every place', async () => {
    for (const { path, value } of places(procedure)) {
      const wrong = isPlain(value) ? 7 : { wrong: true };
      await expectRefusal(procedure, withValue(valid, path, wrong), path.join('.'));
    }
  });

  it('refuses a key too many in every object', async () => {
    for (const { path, value } of places(procedure)) {
      if (!isPlain(value) || (isEdited(procedure) && path.length > 0)) continue;
      await expectRefusal(procedure, withValue(valid, path, { ...value, extra: 1 }), `extra in ${path.join('.')}`);
    }
  });

  it('refuses too long a text, too many items, too many bytes and too large a number in every place, also in keys', async () => {
    for (const { path, value } of places(procedure)) {
      const much = tooMuch(value);
      if (much === null || unboundedNumbers.includes(`${procedure} ${path.join('.')}`)) continue;
      await expectRefusal(procedure, withValue(valid, path, much), path.join('.'));
    }
    for (const { path, value } of places(procedure)) {
      if (!isPlain(value) || (isEdited(procedure) && path.length > 1)) continue;
      await expectRefusal(procedure, withValue(valid, path, { ...value, [text]: 'input' }), `a long key in ${path}`);
    }
  });
});
