// `npm run bench -- step-check [--engine onnx/cpu]`: whether both sides of the LSTM's step benchmark do the same work. Several cycles of a
// small net on both, from the same parameters, noise and texts: every step's loss and the hyperparameters at the end must agree, which
// they can only when gradients, clipping and optimisers do too. Exit code 1 when they do not.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import type { PartData } from '../src-main/data/rows.ts';
import { openCandidate } from '../src-main/engine/candidate.ts';
import type { Feeds } from '../src-main/engine/engine.ts';
import type { Learner } from '../src-main/methods/method.ts';
import { batchesOf, batchesPerEpoch } from '../src-main/train/batches.ts';
import { layCourse } from '../src-main/train/course.ts';
import { createStepper } from '../src-main/train/stepper.ts';
import { deviceNames, engineNames } from '../src-shared/domain/run-config.ts';
import { CounterNoise } from '../src-shared/noise/counter-noise.ts';
import { madeUpPart } from './made-up-data.ts';
import { learnerFor } from './step-learner.ts';
import { argumentsFor, pythons } from './step-torch.ts';
import { type StepWorkload, stepWorkloads } from './step-workloads.ts';
import { torchName, torchNoise, torchValues } from './torch-names.ts';

const outcomeSchema = z.object({ losses: z.array(z.number()), u: z.array(z.number()) });
type Outcome = z.infer<typeof outcomeSchema>;

const cycles = 4;
const vocabulary = 50;
/** Of float32 sums in another order, through twelve steps at a learning rate of 30. */
const tolerance = 2e-4;

const noise = new CounterNoise(1);
const { values: options } = parseArgs({ options: { engine: { type: 'string', default: 'onnx/cpu' } } });

function smallWorkload(): StepWorkload {
  const { lstm } = stepWorkloads;
  if (lstm?.model.kind !== 'lstm') throw new Error('There is no workload of an LSTM.');
  return {
    ...lstm,
    shape: { ...lstm.shape, tokens: { vocabulary, isRunningText: true } },
    outputs: vocabulary,
    model: { ...lstm.model, embedding: 6, lstm: [{ width: 8 }, { width: 6 }], length: 5 },
    batch: 3,
    rows: 300,
  };
}

type Parts = { readonly train: PartData<'train'>; readonly validation: PartData<'validation'> };

async function ours(workload: StepWorkload, learner: Learner, rows: Parts): Promise<Outcome> {
  const [engineName, deviceName] = options.engine.split('/');
  const engine = await openCandidate(
    { engine: z.enum(engineNames).parse(engineName), device: z.enum(deviceNames).parse(deviceName) },
    null,
  );
  const alternation = { trainSteps: workload.trainSteps, hyperSteps: workload.hyperSteps };
  const course = layCourse({ warmUpEpochs: 0, alternation }, Number.MAX_SAFE_INTEGER, 1);
  const stepper = await createStepper({ engine, learner, rows, noise, course });
  const state = await engine.createState(learner.state, learner.initialState(noise));
  const losses: number[] = [];
  while (losses.length < cycles * (workload.trainSteps + workload.hyperSteps)) {
    const outcomes = await stepper.run(state, losses.length + 1, workload.training.optimizer.learningRate);
    losses.push(...outcomes.map(({ loss }) => loss));
  }
  const { u } = await state.read(['u']);
  stepper.dispose();
  state.dispose();
  await engine.dispose();
  return { losses, u: [...(u ?? [])] };
}

/** What the text's streams are, each in one piece. */
function streamsOf(part: PartData<'train' | 'validation'>, plan: Learner['trainStep']): readonly number[] {
  const { feeds, fill } = batchesOf(part, plan, noise).open();
  const streams = Array.from({ length: plan.rows }, (): number[] => []);
  const { x, answers } = feeds;
  if (x === undefined || answers === undefined) throw new Error('The batches lack tokens.');
  for (let batch = 0; batch < batchesPerEpoch(part, plan); batch++) {
    fill(batch);
    const length = x.length / plan.rows;
    for (const [index, stream] of streams.entries()) {
      if (batch > 0) stream.pop();
      stream.push(...x.subarray(index * length, (index + 1) * length), answers[(index + 1) * length - 1] ?? Number.NaN);
    }
  }
  return streams.flat();
}

function noiseOf({ trainStep }: Learner, step: number): Feeds {
  return Object.fromEntries(
    trainStep.noise.map(({ input, stream, kind, size }) => [input, noise[kind](stream, step, new Float32Array(size))]),
  );
}

async function theirs(workload: StepWorkload, learner: Learner, rows: Parts): Promise<Outcome> {
  const initial = learner.initialState(noise);
  const parameters = learner.model.parameters.map(({ name, shape }) => [
    torchName(name),
    torchValues(name, initial[name] ?? [], shape),
  ]);
  const { trainSteps, hyperSteps } = workload;
  const given = {
    cycles,
    parameters: Object.fromEntries(parameters),
    train: streamsOf(rows.train, learner.trainStep),
    validation: streamsOf(rows.validation, learner.trainStep),
    steps: Array.from({ length: cycles * trainSteps }, (_, index) => {
      const step = Math.floor(index / trainSteps) * (trainSteps + hyperSteps) + (index % trainSteps) + 1;
      return torchNoise(noiseOf(learner, step), learner.model.noise);
    }),
  };
  const folder = await mkdtemp(join(tmpdir(), 'selftune-step-check-'));
  try {
    const file = join(folder, 'given.json');
    await writeFile(file, JSON.stringify(given));
    const args = ['-B', ...argumentsFor(workload, 1, { device: 'cpu', isLean: false }), '--check', file];
    const python = pythons.at(-1) ?? 'python3';
    return outcomeSchema.parse(JSON.parse((await promisify(execFile)(python, args)).stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const workload = smallWorkload();
const learner = learnerFor(workload);
const rows: Parts = { train: madeUpPart('train', workload), validation: madeUpPart('validation', workload) };
const [own, torch] = [await ours(workload, learner, rows), await theirs(workload, learner, rows)];
const off = (left: readonly number[], right: readonly number[]): number =>
  left.length === right.length
    ? Math.max(...left.map((value, index) => Math.abs(value - (right[index] ?? Number.NaN))))
    : Number.NaN;
const differences = { losses: off(own.losses, torch.losses), hyperparameters: off(own.u, torch.u) };
console.log(`losses, ours:     ${own.losses.map((loss) => loss.toFixed(5)).join(' ')}`);
console.log(`losses, PyTorch:  ${torch.losses.map((loss) => loss.toFixed(5)).join(' ')}`);
console.log(`largest difference of losses ${differences.losses}, of hyperparameters ${differences.hyperparameters}`);
if (!Object.values(differences).every((difference) => difference <= tolerance)) process.exitCode = 1;
