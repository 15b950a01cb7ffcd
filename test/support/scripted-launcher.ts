// Trainers without processes that play a script of their own accord: what a study needs many of.
import type { Launcher, TrainerListeners } from '../../src-main/runs/launcher.ts';
import type { HostMessage } from '../../src-shared/trainer-protocol/messages.ts';
import { FakeTrainer } from './fake-launcher.ts';
import { epochEnd } from './test-application.ts';

export type TrainTask = Extract<HostMessage, { type: 'train' }>;

/** What a trainer does once it has its task. */
export type Script = (trainer: FakeTrainer, task: TrainTask) => void;

/** A launcher whose trainers greet and then play `script`. */
export class ScriptedLauncher implements Launcher {
  readonly started: FakeTrainer[] = [];
  readonly tasks: TrainTask[] = [];
  script: Script;

  constructor(script: Script) {
    this.script = script;
  }

  start(listeners: TrainerListeners): FakeTrainer {
    const trainer = new FakeTrainer(9_100_000 + this.started.length, listeners);
    const receive = trainer.send.bind(trainer);
    trainer.send = (message) => {
      receive(message);
      if (message.type === 'train') {
        this.tasks.push(message);
        queueMicrotask(() => this.script(trainer, message));
      }
      if (message.type === 'stop' && !trainer.hasExited)
        endTraining(trainer, { outcome: 'stopped', epochs: 1, loss: 1 });
    };
    this.started.push(trainer);
    queueMicrotask(() => trainer.hello());
    return trainer;
  }
}

export interface Ending {
  readonly outcome?: 'finished' | 'stopped';
  readonly epochs: number;
  readonly loss: number;
  /** At the end and at the best epoch. */
  readonly hyperparameters?: Readonly<Record<string, number>>;
}

/** Logs one epoch's end with the loss, says the last word and leaves. */
export function endTraining(
  trainer: FakeTrainer,
  { outcome = 'finished', epochs, loss, hyperparameters = {} }: Ending,
): void {
  const summary = {
    epochs,
    steps: 6 * epochs,
    trainSeconds: epochs,
    best: { epoch: epochs, validationLoss: loss, validationMetric: 0.5 },
    final: { hyperparameters },
    bestHyperparameters: hyperparameters,
  };
  trainer.say(
    epochEnd(6 * epochs, { epoch: epochs, loss, metric: 0.5 }),
    { type: 'checkpoint', step: 6 * epochs, epoch: epochs, file: 'last.safetensors', bytes: 10, isBest: false },
    { type: 'done', outcome, reason: 'Done.', summary },
  );
  trainer.exit();
}

/** Trains to the planned end: the loss is the dropout that the trial holds, or 0.5. */
export const trainsToItsEnd: Script = (trainer, { config }) => {
  const dropout = config.hyperparameters['input.dropout'];
  endTraining(trainer, {
    epochs: config.training.epochs,
    loss: dropout?.mode === 'fixed' ? dropout.value : 0.5,
  });
};
