// One run inside a trainer process: sets up, drives the loop, tells the host, writes checkpoints.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { heldValues } from '../../src-shared/domain/held-values.ts';
import type { RunConfig } from '../../src-shared/domain/run-config.ts';
import type { HostMessage, RunSummary, TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import type { Checkpoint, TrainEvent, TrainOutcome } from '../train/events.ts';
import { train } from '../train/loop.ts';
import type { LoopState } from '../train/loop-state.ts';
import { loadData, type RunSetup, scoreSealedTest, setUpRun, targetDeviation, textNames } from '../train/setup.ts';
import { isHostThere } from './channel.ts';
import { readBest, readLatest, writeBest, writeLatest } from './checkpoint-files.ts';
import { now } from './clock.ts';
import type { ControlSwitch } from './control.ts';
import { firstState } from './first-state.ts';
import { createPointBuffer, type PointBuffer } from './point-buffer.ts';
import { secondsLeft } from './seconds-left.ts';

export type Send = (message: TrainerMessage) => void;

/** What the host waits by, whatever clock training time is counted by. */
const onTheWall = (): number => performance.now();
const heartbeatMs = 1_000;

/** Trains one run to its end, however it ends; throws what the user or a developer must see. */
export async function trainSession(
  message: Extract<HostMessage, { type: 'train' }>,
  control: ControlSwitch,
  send: Send,
): Promise<void> {
  const setup = await prepare(message, send);
  try {
    const resumeFrom = await firstState(message, setup, send);
    send({ type: 'phase', phase: 'compiling' });
    const outcome = await drive(setup, { resumeFrom, runDirectory: message.runDirectory, control, send });
    const summary = summarise(setup, outcome.loop, await finalHyperparameters(setup, message.runDirectory));
    if (outcome.outcome === 'failed') send({ type: 'failed', code: outcome.code, message: outcome.reason, summary });
    else send({ type: 'done', outcome: outcome.outcome, reason: outcome.reason, summary });
  } finally {
    await setup.engine.dispose();
  }
}

/** Scores the best state on the sealed test rows. */
export async function testSession(message: Extract<HostMessage, { type: 'test' }>, send: Send): Promise<void> {
  const setup = await prepare(message, send);
  try {
    const best = await readBest(message.runDirectory);
    send({ type: 'phase', phase: 'testing' });
    const beat = createHeartbeat(send);
    const breathe = () => beat(best.loop.step);
    const { loss, metrics, rows } = await scoreSealedTest(setup, best, message.unsealedAt, breathe);
    send({ type: 'tested', scores: { loss, metrics: { ...metrics }, rows } });
  } finally {
    await setup.engine.dispose();
  }
}

async function prepare(
  { config, datasetDirectory }: Pick<Extract<HostMessage, { type: 'train' }>, 'config' | 'datasetDirectory'>,
  send: Send,
): Promise<RunSetup> {
  send({ type: 'phase', phase: 'loading' });
  const setup = await setUpRun(config, await loadData(config, datasetDirectory));
  send({ type: 'engine', name: setup.engine.name, device: setup.engine.device, verdict: setup.verdict });
  return setup;
}

interface Drive {
  readonly resumeFrom: Checkpoint | null;
  readonly runDirectory: string;
  readonly control: ControlSwitch;
  readonly send: Send;
}

async function drive(setup: RunSetup, { resumeFrom, runDirectory, control, send }: Drive): Promise<TrainOutcome> {
  const { config, data, learner, engine, noise } = setup;
  const beat = createHeartbeat(send);
  let step = resumeFrom?.loop.step ?? 0;
  const loop = train({
    config,
    learner,
    engine,
    rows: data,
    outputs: data.outputs,
    targetDeviation: targetDeviation(data),
    text: textNames(data),
    noise,
    resumeFrom,
    control,
    now,
    breathe: () => beat(step),
  });
  const points = createPointBuffer(send, onTheWall);
  const listener = createListener({ send, points, runDirectory, training: config.training, beat });
  for (;;) {
    const next = await loop.next();
    if (next.done === true) {
      points.flush();
      return next.value;
    }
    if (next.value.type === 'progress') step = next.value.step;
    await listener(next.value);
  }
}

/** Tells the host that this process lives, now and then, and lets in what the host has to say. */
function createHeartbeat(send: Send): (step: number) => Promise<void> {
  let due = 0;
  return async (step) => {
    if (onTheWall() >= due) {
      send({ type: 'heartbeat', step });
      due = onTheWall() + heartbeatMs;
    }
    // The steps themselves never leave the processor: without this turn no message of the host would arrive.
    await nextTurn();
  };
}

function createListener({
  send,
  points,
  runDirectory,
  training,
  beat,
}: {
  readonly send: Send;
  readonly points: PointBuffer;
  readonly runDirectory: string;
  readonly training: RunConfig['training'];
  readonly beat: (step: number) => Promise<void>;
}): (event: TrainEvent) => Promise<void> {
  let first: { readonly step: number; readonly seconds: number } | null = null;
  return async (event) => {
    switch (event.type) {
      case 'compiled':
        send({ type: 'phase', phase: 'training' });
        return;
      case 'points':
        points.add(event.step, event.values);
        return;
      case 'event':
        points.flush();
        send(event);
        return;
      case 'checkpoint':
        points.flush();
        if (event.best !== null) {
          send({ type: 'checkpoint', ...placed(event.best, true), ...(await writeBest(runDirectory, event.best)) });
        }
        send({
          type: 'checkpoint',
          ...placed(event.latest, false),
          ...(await writeLatest(runDirectory, event.latest, isHostThere)),
        });
        return;
      case 'progress': {
        first ??= event;
        const stepsPerSecond =
          event.seconds > first.seconds ? (event.step - first.step) / (event.seconds - first.seconds) : 0;
        const { step, epoch, loss } = event;
        send({
          type: 'progress',
          step,
          epoch,
          epochs: training.epochs,
          loss,
          stepsPerSecond,
          secondsLeft: secondsLeft(event, { stepsPerSecond, minutes: training.minutes }),
        });
        await beat(step);
        return;
      }
      default:
        event satisfies never;
    }
  };
}

function placed({ loop }: Checkpoint, isBest: boolean) {
  return { step: loop.step, epoch: loop.epochsDone, isBest };
}

async function finalHyperparameters(setup: RunSetup, runDirectory: string): Promise<Record<string, number>> {
  const last = await readLatest(runDirectory);
  const reading = setup.learner.read(last?.tensors ?? setup.learner.initialState(setup.noise));
  return Object.fromEntries(
    setup.learner.hyperparameters.map(({ name }, index) => [name, reading.values[index] ?? Number.NaN]),
  );
}

function summarise(setup: RunSetup, loop: LoopState, final: Record<string, number>): RunSummary {
  const { best } = loop;
  const held = heldValues(setup.config.hyperparameters);
  return {
    epochs: loop.epochsDone,
    steps: loop.step,
    trainSeconds: loop.seconds,
    best:
      best === null
        ? null
        : { epoch: best.epoch, validationLoss: best.validationLoss, validationMetric: best.validationMetric },
    final: { hyperparameters: { ...held, ...final } },
    bestHyperparameters: { ...held, ...(best?.hyperparameters ?? {}) },
  };
}
