// The product's side of the step benchmark, in a process of its own: the learner, the stepper with its batches and noise, the engine.
// Started by step.ts; arguments: the workload's name and the engine as <name>/<device>.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { openCandidate } from '../src-main/engine/candidate.ts';
import { layCourse } from '../src-main/train/course.ts';
import { createStepper } from '../src-main/train/stepper.ts';
import { deviceNames, engineNames } from '../src-shared/domain/run-config.ts';
import { CounterNoise } from '../src-shared/noise/counter-noise.ts';
import { madeUpPart } from './made-up-data.ts';
import { learnerFor } from './step-learner.ts';
import { stepWorkloads } from './step-workloads.ts';

const candidateSchema = z.strictObject({ engine: z.enum(engineNames), device: z.enum(deviceNames) });
const noise = new CounterNoise(1);

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
  const rows = { train: madeUpPart('train', workload), validation: madeUpPart('validation', workload) };
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
      const outcomes = await stepper.run(state, step + 1, workload.training.optimizer.learningRate);
      step += outcomes.length;
    }
    console.log(JSON.stringify({ ms: (performance.now() - started) / units, peakMB: peakMB() }));
  }
  stepper.dispose();
  state.dispose();
  await engine.dispose();
}

await main(process.argv.slice(2));
