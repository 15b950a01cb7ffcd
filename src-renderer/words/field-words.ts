// What the fields of a config are called, for a problem that is told away from its field.
import type { Problem } from '../../src-shared/contract/plan.ts';
import { hyperparameterWords, type InputForm, layerInSentence } from './hyperparameter-words.ts';

const names: Readonly<Record<string, string>> = {
  name: 'Name of the run',
  seeds: 'Repeats',
  firstSeed: 'First seed',
  'model.embedding': 'Size of the embedding',
  'model.length': 'Tokens a step looks back over',
  'training.epochs': 'Passes over the training rows',
  'training.minutes': 'Time limit',
  'training.batchSize': 'Batch size',
  'training.clipNorm': 'Largest gradient norm',
  'training.patience': 'Patience',
  'training.minimumLearningRate': 'Ends below learning rate',
  'training.optimizer.learningRate': 'Learning rate',
  'training.optimizer.momentum': 'Momentum',
  'training.optimizer.beta1': 'Beta 1',
  'training.optimizer.beta2': 'Beta 2',
  'training.decay.window': 'Window of the learning-rate decay',
  'training.decay.factor': 'Factor of the learning-rate decay',
  'method.warmUpEpochs': 'Warm-up',
  'method.trainSteps': 'Training steps in turn',
  'method.validationSteps': 'Tuning steps in turn',
  'method.hyperparameterLearningRate': 'Learning rate of hyperparameters',
  'method.scaleLearningRate': 'Learning rate of scales',
  'method.entropyWeight': 'Entropy weight',
  'method.terms': 'Effort of one tuning step',
  'method.unrolledSteps': 'Steps looked back',
  'method.length': 'Stretched to',
  'method.deviation': 'Size of the noise',
  'method.amplitude': 'Size of the swing',
  'method.period': 'Length of one swing',
  'method.schedule': 'Schedule',
  'method.values': 'Schedule',
  budget: 'Budget',
  'budget.amount': 'Budget',
  atOnce: 'Trainings side by side',
  'engine.threads': 'Threads',
  'logging.everySteps': 'Points logged every',
  'logging.checkpointSeconds': 'Checkpoint every',
};

/** A running text has no rows: it is cut into so many streams, which are read beside each other. */
const namesOfTexts: Readonly<Record<string, string>> = {
  'training.epochs': 'Passes over the text',
  'training.batchSize': 'Streams side by side',
};

/** What can be changed of a layer. */
export const layerFields: Readonly<Record<string, string>> = {
  width: 'Units',
  channels: 'Channels',
  kernel: 'Kernel',
  stride: 'Stride',
  pool: 'Pooling',
  activation: 'Activation',
};

/** What a field is called; null where the path names none that is shown. */
export function fieldName(path: string, form: InputForm = null): string | null {
  const [, list, digits, part] = /^model\.(hidden|conv|lstm)\.(\d+)\.(\w+)$/.exec(path) ?? [];
  if (digits !== undefined) {
    const layer = `${list === 'hidden' ? 'dense' : list}${Number(digits) + 1}`;
    return `${layerFields[part ?? ''] ?? part} of ${layerInSentence(layer)}`;
  }
  const [, name] = /^hyperparameters\.([a-z]+\d*\.[a-zA-Z0-9]+)/.exec(path) ?? [];
  if (name !== undefined) return hyperparameterWords(name);
  return (form === 'text' ? namesOfTexts[path] : undefined) ?? names[path] ?? null;
}

/** A problem with the name of its field before it; the host's own sentences say it themselves. */
export function problemWords({ path, message }: Problem, form: InputForm = null): string {
  const name = fieldName(path, form);
  return name === null || !/^(Must|Enter|Expected|At most|Something else)\b/.test(message)
    ? message
    : `${name}: ${message}`;
}
