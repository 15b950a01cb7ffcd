// The product's side of the step benchmark, in a process of its own: the learner, the stepper with its batches and noise, the engine.
// Started by step.ts; arguments: the workload's name and the engine as <name>/<device>.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { convertedPixels, keptFeatures, type LabelledRows, labelledRows } from '../src-main/data/rows.ts';
import { openCandidate } from '../src-main/engine/candidate.ts';
import { buildLearner } from '../src-main/methods/registry.ts';
import { layCourse } from '../src-main/train/course.ts';
import { createStepper } from '../src-main/train/stepper.ts';
import { deviceNames, engineNames } from '../src-shared/domain/run-config.ts';
import { CounterNoise } from '../src-shared/noise/counter-noise.ts';
import { type StepWorkload, settledOf, stepTraining, stepWorkloads } from './step-workloads.ts';

const candidateSchema = z.strictObject({ engine: z.enum(engineNames), device: z.enum(deviceNames) });
const noise = new CounterNoise(1);
/** Of every channel, as PyTorch's side has it. */
const pixelScale = { mean: 0.48, deviation: 0.25 };

function madeUpRows<Part extends 'train' | 'validation'>(part: Part, workload: StepWorkload): LabelledRows<Part> {
  const { rows, shape, outputs } = workload;
  const { inputs } = shape;
  const labels = noise.uniform(`made-up/${part}/labels`, 0, new Float32Array(rows));
  const answers = {
    task: 'classification',
    values: Int32Array.from(labels, (draw) => Math.floor(draw * outputs)),
  } as const;
  const stream = `made-up/${part}`;
  if (workload.data === 'table') {
    return labelledRows(part, keptFeatures(noise.uniform(stream, 0, new Float32Array(rows * inputs)), inputs), answers);
  }
  const pixels = new Uint8Array(rows * inputs);
  // Row by row, so that making the data up leaves no mark on the highest memory.
  const row = new Float32Array(inputs);
  for (let index = 0; index < rows; index++) {
    noise.uniform(stream, index, row).forEach((draw, column) => {
      pixels[index * inputs + column] = Math.floor(draw * 256);
    });
  }
  const images = convertedPixels({
    pixels,
    width: inputs,
    rows: Uint32Array.from({ length: rows }, (_, index) => index),
    valueOfPixel: Float32Array.from(
      { length: 256 * channelsOf(workload) },
      (_, index) => ((index % 256) / 255 - pixelScale.mean) / pixelScale.deviation,
    ),
  });
  return labelledRows(part, images, answers);
}

function channelsOf({ shape }: StepWorkload): number {
  return shape.imageShape?.[2] ?? 1;
}

function learnerFor(workload: StepWorkload) {
  const { shape, model, outputs, method, batch } = workload;
  const ofEach = (value: number) => Array.from({ length: channelsOf(workload) }, () => value);
  return buildLearner({
    task: 'classification',
    ...shape,
    pixelScale:
      shape.imageShape === null ? null : { mean: ofEach(pixelScale.mean), deviation: ofEach(pixelScale.deviation) },
    outputs,
    featureOfInput: Array.from({ length: shape.inputs }, (_, index) => index),
    model,
    hyperparameters: settledOf(workload),
    method,
    training: stepTraining,
    trainBatch: batch,
    validationBatch: batch,
  });
}

/** Highest resident memory so far. */
function peakMB(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return Number(line?.[1]) / 1024;
}

async function main([workloadName = '', engineKey = '']: readonly string[]): Promise<void> {
  const workload = stepWorkloads[workloadName];
  if (workload === undefined) throw new Error(`No workload is named ${workloadName}.`);
  const [name, device] = engineKey.split('/');
  const engine = await openCandidate(candidateSchema.parse({ engine: name, device }), null);
  const learner = learnerFor(workload);
  const alternation = { trainSteps: workload.trainSteps, hyperSteps: workload.hyperSteps };
  const course = layCourse({ warmUpEpochs: 0, alternation }, Number.MAX_SAFE_INTEGER, 1);
  const rows = { train: madeUpRows('train', workload), validation: madeUpRows('validation', workload) };
  const stepper = await createStepper({ engine, learner, rows, noise, course });
  const state = await engine.createState(learner.state, learner.initialState(noise));
  const compileMs = Object.values(stepper.compileMs).reduce((total, ms) => total + ms, 0);
  console.log(JSON.stringify({ compileMs, engine: `${engine.name}/${engine.device}` }));

  const stepsPerUnit = workload.trainSteps + workload.hyperSteps;
  let step = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    const units = Number(line);
    const started = performance.now();
    for (const last = step + units * stepsPerUnit; step < last; ) {
      const outcomes = await stepper.run(state, step + 1, stepTraining.optimizer.learningRate);
      step += outcomes.length;
    }
    console.log(JSON.stringify({ ms: (performance.now() - started) / units, peakMB: peakMB() }));
  }
  stepper.dispose();
  state.dispose();
  await engine.dispose();
}

await main(process.argv.slice(2));
