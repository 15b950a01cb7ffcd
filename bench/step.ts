// `npm run bench -- step [--workload NAME] [--engine onnx/cpu] [--blocks N] [--json]`: how long an STN's steps take, beside PyTorch in
// the same run. Both sides wait in processes of their own and take turns in short timed blocks, so that whatever else the machine is
// doing meets both; what counts is the median block.
import { parseArgs } from 'node:util';
import { trainerOptions } from '../src-main/runs/trainer-options.ts';
import { type Side, startSide } from './step-side.ts';
import { type StepWorkload, stepWorkloads } from './step-workloads.ts';

interface Line {
  readonly workload: string;
  readonly engine: string;
  readonly medianMs: number;
  readonly compileMs: number;
  readonly peakMB: number;
  /** PyTorch at its better number of threads; null where it is not installed. */
  readonly torchMs: number | null;
  readonly torchThreads: number | null;
  readonly torchPeakMB: number | null;
  readonly ratio: number | null;
  readonly stepsPerSecond: number;
}

const torchThreads = [1, 2] as const;
/** The first python3 may be one without PyTorch; Debian's has it. */
const pythons = ['python3', '/usr/bin/python3'] as const;

async function startTorch(workload: StepWorkload, threads: number): Promise<Side | null> {
  const script = new URL('torch/step_mlp.py', import.meta.url).pathname;
  const options = {
    dims: [workload.inputs, ...workload.hidden, workload.outputs].join(','),
    batch: workload.batch,
    rows: workload.rows,
    'train-steps': workload.trainSteps,
    'hyper-steps': workload.hyperSteps,
    threads,
  };
  const args = [script, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])];
  for (const python of pythons) {
    const side = await startSide(python, args, { stderr: 'ignore' });
    if (side !== null) return side;
  }
  return null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

interface Measured {
  readonly medianMs: number;
  readonly peakMB: number;
}

/** Lets the sides take turns; the first block of each warms it up and does not count. */
async function alternate(sides: readonly Side[], units: number, blocks: number): Promise<readonly Measured[]> {
  const times = sides.map((): number[] => []);
  const peaks = sides.map(() => 0);
  for (let block = 0; block <= blocks; block++) {
    for (const [index, side] of sides.entries()) {
      const { ms, peakMB } = await side.block(units);
      if (block > 0) times[index]?.push(ms);
      peaks[index] = peakMB;
    }
  }
  return times.map((values, index) => ({ medianMs: median(values), peakMB: peaks[index] ?? Number.NaN }));
}

async function measure(
  name: string,
  workload: StepWorkload,
  { engine, blocks }: { engine: string; blocks: number },
): Promise<Line> {
  const script = new URL('step-engine.ts', import.meta.url).pathname;
  const { execArgv, env } = trainerOptions();
  const own = await startSide(process.execPath, [...execArgv, script, name, engine], { stderr: 'inherit', env });
  if (own === null) throw new Error(`The engine ${engine} did not start.`);
  const torch: { readonly side: Side; readonly threads: number }[] = [];
  for (const threads of torchThreads) {
    const side = await startTorch(workload, threads);
    if (side !== null) torch.push({ side, threads });
  }
  const sides = [own, ...torch.map(({ side }) => side)];
  const [ours, ...theirs] = await alternate(sides, workload.unitsPerBlock, blocks);
  for (const side of sides) side.close();
  if (ours === undefined) throw new Error('Nothing was measured.');
  const [best] = theirs
    .map((measured, index) => ({ ...measured, threads: torch[index]?.threads ?? null }))
    .sort((left, right) => left.medianMs - right.medianMs);
  return {
    workload: name,
    engine: String(own.greeting.engine),
    medianMs: ours.medianMs,
    compileMs: Number(own.greeting.compileMs),
    peakMB: ours.peakMB,
    torchMs: best?.medianMs ?? null,
    torchThreads: best?.threads ?? null,
    torchPeakMB: best?.peakMB ?? null,
    ratio: best === undefined ? null : ours.medianMs / best.medianMs,
    stepsPerSecond: (1000 * (workload.trainSteps + workload.hyperSteps)) / ours.medianMs,
  };
}

function sentence(line: Line): string {
  const unit = `${line.workload} on ${line.engine}: ${line.medianMs.toFixed(3)} ms`;
  const start = `compiled in ${line.compileMs.toFixed(0)} ms, peak ${line.peakMB.toFixed(0)} MB`;
  const beside =
    line.torchMs === null || line.ratio === null
      ? 'PyTorch is not installed'
      : `PyTorch ${line.torchMs.toFixed(3)} ms (threads: ${line.torchThreads}), ratio ${line.ratio.toFixed(2)}`;
  return `${unit} (${line.stepsPerSecond.toFixed(0)} steps a second), ${start}; ${beside}`;
}

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(5)) : value;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      workload: { type: 'string' },
      engine: { type: 'string', default: 'onnx/cpu' },
      blocks: { type: 'string', default: '15' },
      json: { type: 'boolean', default: false },
    },
  });
  const blocks = Number(values.blocks);
  const names = values.workload === undefined ? Object.keys(stepWorkloads) : [values.workload];
  for (const name of names) {
    const workload = stepWorkloads[name];
    if (workload === undefined) {
      console.error(`No workload is named "${name}". Choose one of ${Object.keys(stepWorkloads).join(', ')}.`);
      return 2;
    }
    const line = await measure(name, workload, { engine: values.engine, blocks });
    console.log(values.json ? JSON.stringify(line, rounded) : sentence(line));
  }
  return 0;
}

process.exitCode = await main();
