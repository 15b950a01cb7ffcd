// A run under its supervisor, driven through the queue that creates it.
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { runEvents } from '../../src-main/store/queries/events.ts';
import { runDetails } from '../../src-main/store/queries/run-details.ts';
import { seriesPoints } from '../../src-main/store/queries/series-points.ts';
import type { TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import { testConfig } from '../support/open-home.ts';
import { done, testQueue } from '../support/test-queue.ts';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

/** A queue with one submitted run and its trainer. */
function oneRun() {
  const context = testQueue();
  const run = context.queue.submit(testConfig());
  const details = () => runDetails(context.home.db, run);
  const kinds = () => runEvents(context.home.db, run).map((event) => event.kind);
  return { ...context, run, trainer: context.launcher.last, details, kinds };
}

const progress = (step: number): TrainerMessage => ({
  type: 'progress',
  step,
  epoch: step / 100,
  epochs: 1,
  loss: 1,
  stepsPerSecond: 1,
  secondsLeft: null,
});
const checkpoint = (step: number): TrainerMessage => ({
  type: 'checkpoint',
  step,
  epoch: 1,
  file: `step-${step}.safetensors`,
  bytes: 1,
  isBest: false,
});

test('a trainer gets its task after its hello, not before', () => {
  const { trainer, details, home } = oneRun();
  expect(details().state).toBe('starting');
  expect(trainer.received).toEqual([]);
  trainer.hello();
  expect(details()).toMatchObject({ state: 'running', pid: trainer.pid });
  expect(trainer.received).toEqual([
    {
      type: 'train',
      protocol: 1,
      config: testConfig(),
      datasetDirectory: '/datasets/0123456789abcdef',
      runDirectory: `${home.directory}/runs/1`,
      isResume: false,
    },
  ]);
});

test('a finished run keeps its summary, engine and points, and frees its trainer', async () => {
  const { queue, run, trainer, details, home } = oneRun();
  trainer.hello();
  trainer.say({ type: 'engine', name: 'onnx', device: 'cpu', verdict: 'The only one here.' });
  trainer.say({
    type: 'points',
    series: [{ series: 'loss/train', steps: [10, 20], values: [Number.NaN, -Infinity] }],
  });
  trainer.say(done);
  trainer.exit();
  expect(await queue.ended(run)).toBe('finished');
  expect(details()).toMatchObject({
    state: 'finished',
    reason: 'All epochs done.',
    summary: done.summary,
    engine: { name: 'onnx', device: 'cpu', verdict: 'The only one here.' },
    pid: null,
  });
  expect(seriesPoints(home.db, run, 'loss/train').values).toEqual([Number.NaN, -Infinity]);
});

test('without a hello in 30 seconds the run fails with the last output', async () => {
  const { queue, run, trainer, details } = oneRun();
  vi.advanceTimersByTime(29_999);
  expect(trainer.isKilled).toBe(false);
  trainer.kill = () => trainer.exit({ code: null, signal: 'SIGKILL', lastOutput: ['loading', 'stuck here'] });
  vi.advanceTimersByTime(1);
  expect(await queue.ended(run)).toBe('failed');
  expect(details().reason).toContain('no sign of life for 30 seconds. Its last output: loading | stuck here');
});

test('a trainer of another protocol is ended and the run fails', async () => {
  const { queue, run, trainer, details } = oneRun();
  trainer.say({ type: 'hello', protocol: 99, pid: 1 });
  expect(await queue.ended(run)).toBe('failed');
  expect(details().reason).toContain('It speaks protocol 99');
  expect(trainer.received).toEqual([]);
});

test('a trainer ended by a signal leaves an interrupted run that names its checkpoint', async () => {
  const { queue, run, trainer, details } = oneRun();
  trainer.hello();
  trainer.say(checkpoint(100), progress(120));
  trainer.exit({ code: null, signal: 'SIGSEGV' });
  expect(await queue.ended(run)).toBe('interrupted');
  expect(details().reason).toBe(
    'The trainer was ended by SIGSEGV at step 120. Resuming continues from the checkpoint step-100.safetensors.',
  );
});

test.each([0, 3])('a trainer that leaves with code %i and no word fails its run', async (code) => {
  const { queue, run, trainer, details, kinds } = oneRun();
  trainer.hello();
  trainer.exit({ code, lastOutput: ['Error: boom'] });
  expect(await queue.ended(run)).toBe('failed');
  expect(details().reason).toContain(`exit code ${code} and without a reason`);
  expect(details().reason).toContain('Error: boom');
  expect(kinds()).toEqual(['failed', 'output']);
});

test('a failure that the trainer explains is the reason of the run', async () => {
  const { queue, run, trainer, details } = oneRun();
  trainer.hello();
  trainer.say({ type: 'failed', code: 'train/not-finite', message: 'The loss is NaN at step 7.', summary: null });
  trainer.exit({ code: 1 });
  expect(await queue.ended(run)).toBe('failed');
  expect(details().reason).toBe('The loss is NaN at step 7.');
});

test('a message that cannot be read becomes an event and the run goes on', () => {
  const { queue, run, trainer, details, notices } = oneRun();
  trainer.hello();
  trainer.sayRaw({ type: 'points', series: 'many' });
  trainer.sayRaw('what');
  trainer.say({ type: 'points', series: [{ series: 'loss/train', steps: [1, 2], values: [1] }] });
  expect(details().state).toBe('running');
  const texts = notices.flatMap(({ notice }) => (notice.type === 'event' ? [notice.event.text] : []));
  expect(texts).toHaveLength(3);
  expect(texts[2]).toContain('series loss/train has 2 steps and 1 values');
  expect(() => queue.pause(run)).not.toThrow();
});

test('a trainer that is silent for 60 seconds is reported, and again when it responds', () => {
  const { trainer, kinds } = oneRun();
  trainer.hello();
  trainer.say({ type: 'heartbeat', step: 1 });
  vi.advanceTimersByTime(59_000);
  trainer.say({ type: 'heartbeat', step: 2 });
  vi.advanceTimersByTime(59_000);
  expect(kinds()).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(kinds()).toEqual(['not-responding']);
  trainer.say({ type: 'heartbeat', step: 3 });
  vi.advanceTimersByTime(500);
  expect(kinds()).toEqual(['not-responding', 'responding']);
});

test('a trainer that compiles may be silent for ten minutes, and no longer', () => {
  const { trainer, kinds } = oneRun();
  trainer.hello();
  trainer.say({ type: 'heartbeat', step: 1 }, { type: 'phase', phase: 'compiling' });
  vi.advanceTimersByTime(599_000);
  expect(kinds()).toEqual([]);
  trainer.say({ type: 'phase', phase: 'training' });
  vi.advanceTimersByTime(59_000);
  expect(kinds()).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(kinds()).toEqual(['not-responding']);
});

test('one that never finishes compiling is reported with the time it was given', () => {
  const { trainer, run, details, home } = oneRun();
  trainer.hello();
  trainer.say({ type: 'phase', phase: 'compiling' });
  vi.advanceTimersByTime(601_000);
  expect(details().state).toBe('running');
  const [event] = runEvents(home.db, run);
  expect(event?.text).toContain('has been silent for 600 seconds: not responding.');
});

test('a paused run may be silent', () => {
  const { queue, run, trainer, details, kinds } = oneRun();
  trainer.hello();
  trainer.say({ type: 'heartbeat', step: 1 });
  queue.pause(run);
  trainer.say(checkpoint(2), { type: 'phase', phase: 'paused' });
  vi.advanceTimersByTime(600_000);
  expect(details().state).toBe('paused');
  expect(kinds()).toEqual([]);
  queue.continue(run);
  expect(details().state).toBe('running');
});

test('heartbeats reach the store at most every five seconds', () => {
  const { trainer, details, clock } = oneRun();
  trainer.hello();
  trainer.say({ type: 'heartbeat', step: 1 });
  const first = clock.now;
  clock.now += 4_999;
  trainer.say({ type: 'heartbeat', step: 2 });
  expect(details().heartbeatAt).toBe(first);
  clock.now += 1;
  trainer.say({ type: 'heartbeat', step: 3 });
  expect(details().heartbeatAt).toBe(first + 5_000);
});

test('what the user asks for reaches the trainer', () => {
  const { queue, run, trainer } = oneRun();
  trainer.hello();
  queue.pause(run);
  queue.continue(run);
  queue.finishEpoch(run);
  queue.stop(run);
  expect(trainer.received.slice(1).map((message) => message.type)).toEqual([
    'pause',
    'continue',
    'finish-epoch',
    'stop',
  ]);
});

test('a run stopped while paused ends stopped', async () => {
  const { queue, run, trainer } = oneRun();
  trainer.hello();
  queue.pause(run);
  queue.stop(run);
  trainer.say({ ...done, outcome: 'stopped', reason: 'Stopped on request.' });
  trainer.exit();
  expect(await queue.ended(run)).toBe('stopped');
});

test('a run that was done as the pause reached it ends finished', async () => {
  const { queue, run, trainer } = oneRun();
  trainer.hello();
  queue.pause(run);
  trainer.say(done);
  trainer.exit();
  expect(await queue.ended(run)).toBe('finished');
});

test('the best state on disk is not where a resume continues', () => {
  const { trainer, details } = oneRun();
  trainer.hello();
  trainer.say(checkpoint(9), {
    type: 'checkpoint',
    step: 5,
    epoch: 1,
    file: 'best.safetensors',
    bytes: 1,
    isBest: true,
  });
  expect(details().checkpoint?.file).toBe('step-9.safetensors');
});

test('a run stopped before its trainer said hello is stopped, not failed', async () => {
  const { queue, run, trainer, details } = oneRun();
  queue.stop(run);
  expect(await queue.ended(run)).toBe('stopped');
  expect(trainer.isKilled).toBe(true);
  expect(details().reason).toBe('Stopped before training began.');
});

test('a killed run is interrupted on request', async () => {
  const { queue, run, trainer, details } = oneRun();
  trainer.hello();
  trainer.say(progress(5));
  queue.kill(run);
  expect(await queue.ended(run)).toBe('interrupted');
  expect(details().reason).toContain('Killed on request at step 5. There is no checkpoint yet');
});

test('a trainer that is done and does not leave is ended after 10 seconds', async () => {
  const { queue, run, trainer } = oneRun();
  trainer.hello();
  trainer.say(done);
  vi.advanceTimersByTime(10_000);
  expect(trainer.isKilled).toBe(true);
  expect(await queue.ended(run)).toBe('finished');
});

test('when a checkpoint is on record, every point before it is in the store', () => {
  const { run, trainer, details, home } = oneRun();
  trainer.hello();
  trainer.say({ type: 'points', series: [{ series: 'loss/train', steps: [9], values: [1] }] });
  expect(seriesPoints(home.db, run, 'loss/train').steps).toEqual([]);
  trainer.say(checkpoint(9));
  expect(seriesPoints(home.db, run, 'loss/train').steps).toEqual([9]);
  expect(details().checkpoint).toEqual({ file: 'step-9.safetensors', step: 9 });
});

test('the observer hears of states, phases, points, progress, events and checkpoints in order', () => {
  const { trainer, notices } = oneRun();
  trainer.hello();
  trainer.say({ type: 'phase', phase: 'training' }, progress(1), checkpoint(1));
  trainer.say({ type: 'event', step: 1, epoch: 0, kind: 'best', text: 'A new best.' });
  trainer.say({ type: 'points', series: [] }, done);
  expect(notices.map(({ notice }) => (notice.type === 'state' ? notice.state : notice.type))).toEqual([
    'starting',
    'running',
    'phase',
    'progress',
    'checkpoint',
    'event',
    'points',
    'finished',
  ]);
});
