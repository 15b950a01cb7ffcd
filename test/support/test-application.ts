// An application over a temporary home, and a client connected to it in the same process. Shut down when the test ends.
import { expect, onTestFinished } from 'vitest';
import { importSample } from '../../src-main/data/samples.ts';
import { type ApplicationOptions, createApplication, type EndedRun } from '../../src-main/host/application.ts';
import { datasetsDirectory } from '../../src-main/host/paths.ts';
import { type Client, createClient } from '../../src-shared/contract/client.ts';
import type { HomeEvent, RunTopicEvent } from '../../src-shared/contract/events.ts';
import { serveConnection } from '../../src-shared/contract/server.ts';
import type { RunId } from '../../src-shared/domain/ids.ts';
import { type RunConfigInput, runConfigSchema } from '../../src-shared/domain/run-config.ts';
import type { TrainerMessage } from '../../src-shared/trainer-protocol/messages.ts';
import { FakeLauncher } from './fake-launcher.ts';
import { type PortPair, portPair } from './port-pair.ts';
import { temporaryHome } from './temporary-home.ts';

const unknownMachine = {
  cores: 2,
  memoryBytes: 1,
  candidates: [],
  choice: { engine: null, device: null, why: 'Nobody looked.' },
};

export interface TestApplicationOptions extends Partial<ApplicationOptions> {
  /** Trainers that the test plays, unless a launcher of its own is given. */
  readonly fake?: FakeLauncher;
}

/** Collects the events of a subscription and lets a test wait for one. */
export function collect<Event extends { type: string }>(subscribe: (take: (event: Event) => void) => void) {
  const events: Event[] = [];
  const waiting = new Set<() => void>();
  subscribe((event) => {
    events.push(event);
    for (const look of [...waiting]) look();
  });
  const until = (fits: (event: Event) => boolean): Promise<Event> =>
    new Promise((resolve) => {
      const look = () => {
        const found = events.find(fits);
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { events, until };
}

/** A config of a small perceptron for a data set. */
export function configFor(dataset: string, changes: Partial<RunConfigInput> = {}) {
  return runConfigSchema.parse({
    data: { dataset },
    model: { kind: 'mlp', hidden: [{ width: 8 }] },
    hyperparameters: { 'input.dropout': { mode: 'tuned' } },
    training: { epochs: 5, batchSize: 16 },
    ...changes,
  });
}

export type Checkpoint = Extract<TrainerMessage, { type: 'checkpoint' }>;

/** A trainer's word that it has written a checkpoint. */
export function checkpointAt(step: number): Checkpoint {
  return { type: 'checkpoint', step, epoch: step / 6, file: `step-${step}.safetensors`, bytes: 10, isBest: false };
}

/** What a trainer logs at the end of an epoch. */
export function epochEnd(
  step: number,
  { epoch, loss, metric }: { readonly epoch: number; readonly loss: number; readonly metric: number },
): TrainerMessage {
  const logged = { 'loss/validation': loss, 'metric/accuracy': metric, epoch, seconds: epoch };
  const series = Object.entries(logged).map(([name, value]) => ({ series: name, steps: [step], values: [value] }));
  return { type: 'points', series };
}

/** An application with the iris data in its home. */
export async function testApplication({ fake, ...options }: TestApplicationOptions = {}) {
  const home = options.home ?? temporaryHome();
  const launcher = fake ?? new FakeLauncher();
  const { card } = await importSample('iris', datasetsDirectory(home));
  const application = await createApplication({
    door: 'browser',
    version: '1.2.3',
    launcher,
    describeMachine: () => Promise.resolve(unknownMachine),
    ...options,
    home,
  });
  let isDown = false;
  const shutdown = async () => {
    if (isDown) return;
    isDown = true;
    const down = application.shutdown();
    for (const trainer of launcher.started) if (!trainer.hasExited) trainer.kill();
    await down;
  };
  let pair: PortPair | null = null;
  const bugs: unknown[] = [];
  const client: Client = createClient({
    connect: () => {
      const made = portPair();
      pair = made;
      const serve = () =>
        serveConnection({
          port: made.host,
          handlers: application.handlers,
          events: application.events,
          onBug: (thrown) => bugs.push(thrown),
        });
      // Once the client listens: the host greets at once.
      setImmediate(serve);
      return Promise.resolve(made.client);
    },
    wait: () => Promise.resolve(),
  });
  onTestFinished(async () => {
    client.close();
    await shutdown();
    expect(bugs).toEqual([]);
  });
  const ended: EndedRun[] = [];
  application.onRunEnded((run) => ended.push(run));
  return {
    home,
    launcher,
    application,
    client,
    dataset: card.id,
    ended,
    shutdown,
    cut: () => pair?.cut(),
    homeEvents: () =>
      collect<HomeEvent>((take) => {
        client.subscribe({ topic: 'home' }, { onEvent: take, onRefresh: () => undefined });
      }),
    runEvents: (run: RunId) =>
      collect<RunTopicEvent>((take) => {
        client.subscribe({ topic: 'run', run }, { onEvent: take, onRefresh: () => undefined });
      }),
  };
}
