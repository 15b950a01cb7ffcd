// `npm run bench -- step [--workload NAME] [--engine onnx/cpu] [--torch cpu|cuda] [--blocks N] [--units N] [--lean] [--json]`: how long an
// STN's steps take, beside PyTorch in the same run. Both sides wait in processes of their own and take turns in short timed blocks, so that
// whatever else the machine is doing meets both; what counts is the median block. --torch: where PyTorch computes. --units: cycles of one
// block, of which a card wants more than a processor. --lean: PyTorch without the weight gradients that the authors' code throws away.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { trainerOptions } from '../src-main/runs/trainer-options.ts';
import { type Side, startSide } from './step-side.ts';
import { startTorch, type TorchOptions, torchDevices } from './step-torch.ts';
import { type StepWorkload, stepWorkloads } from './step-workloads.ts';

interface Line {
  readonly workload: string;
  readonly engine: string;
  readonly medianMs: number;
  readonly compileMs: number;
  readonly peakMB: number;
  readonly torchDevice: TorchOptions['device'];
  /** PyTorch, on the processor at its better number of threads; null where it is not installed. */
  readonly torchMs: number | null;
  readonly torchThreads: number | null;
  readonly torchPeakMB: number | null;
  readonly ratio: number | null;
  readonly stepsPerSecond: number;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

interface Measured {
  readonly medianMs: number;
  readonly peakMB: number;
}

/**
 * Before each block: threads of the side before may look for more work for a tenth of a second (OpenBLAS's do), on the processors that
 * the next one needs.
 */
const restMs = 400;

/** Lets the sides take turns; the first block of each warms it up and does not count. */
async function alternate(sides: readonly Side[], units: number, blocks: number): Promise<readonly Measured[]> {
  const times = sides.map((): number[] => []);
  const peaks = sides.map(() => 0);
  for (let block = 0; block <= blocks; block++) {
    for (const [index, side] of sides.entries()) {
      await pause(restMs);
      const { ms, peakMB } = await side.block(units);
      if (block > 0) times[index]?.push(ms);
      peaks[index] = peakMB;
    }
  }
  return times.map((values, index) => ({ medianMs: median(values), peakMB: peaks[index] ?? Number.NaN }));
}

interface Measurement {
  readonly engine: string;
  readonly blocks: number;
  /** Of one block; null: as many as the workload says. */
  readonly units: number | null;
  readonly torchOptions: TorchOptions;
}

async function measure(
  name: string,
  workload: StepWorkload,
  { engine, blocks, units, torchOptions }: Measurement,
): Promise<Line> {
  const script = new URL('step-engine.ts', import.meta.url).pathname;
  const { execArgv, env } = trainerOptions();
  const own = await startSide(process.execPath, [...execArgv, script, name, engine], { stderr: 'inherit', env });
  if (own === null) throw new Error(`The engine ${engine} did not start.`);
  const torch = await startTorch(workload, torchOptions);
  const sides = [own, ...torch.map(({ side }) => side)];
  const [ours, ...theirs] = await alternate(sides, units ?? workload.unitsPerBlock, blocks);
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
    torchDevice: torchOptions.device,
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
  const place = line.torchThreads === null ? line.torchDevice : `threads: ${line.torchThreads}`;
  const beside =
    line.torchMs === null || line.ratio === null
      ? `PyTorch does not start (${line.torchDevice})`
      : `PyTorch ${line.torchMs.toFixed(3)} ms (${place}), ratio ${line.ratio.toFixed(2)}, peak ${line.torchPeakMB?.toFixed(0)} MB`;
  return `${unit} (${line.stepsPerSecond.toFixed(0)} steps a second), ${start}; ${beside}`;
}

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(5)) : value;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      workload: { type: 'string' },
      engine: { type: 'string', default: 'onnx/cpu' },
      torch: { type: 'string', default: 'cpu' },
      blocks: { type: 'string', default: '15' },
      units: { type: 'string' },
      lean: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const device = torchDevices.find((name) => name === values.torch);
  if (device === undefined) {
    console.error(`PyTorch does not compute on "${values.torch}" here. Choose one of ${torchDevices.join(', ')}.`);
    return 2;
  }
  const measurement = {
    engine: values.engine,
    blocks: Number(values.blocks),
    units: values.units === undefined ? null : Number(values.units),
    torchOptions: { device, isLean: values.lean },
  };
  const names = values.workload === undefined ? Object.keys(stepWorkloads) : [values.workload];
  for (const name of names) {
    const workload = stepWorkloads[name];
    if (workload === undefined) {
      console.error(`No workload is named "${name}". Choose one of ${Object.keys(stepWorkloads).join(', ')}.`);
      return 2;
    }
    const line = await measure(name, workload, measurement);
    console.log(values.json ? JSON.stringify(line, rounded) : sentence(line));
  }
  return 0;
}

process.exitCode = await main();
