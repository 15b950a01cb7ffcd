// `selftune run`: one run, from a config or a sample to its end.
import { dirname, resolve } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { modelTemplateNames } from '../../../src-shared/domain/model-templates.ts';
import { type ConfigChange, parseChange } from '../../host/config/config-change.ts';
import { sampleNames } from '../../host/config/data-source.ts';
import { prepareRun } from '../../host/config/prepare-run.ts';
import { readConfigFile } from '../../host/config/read-config.ts';
import { startRun } from '../../host/start-run.ts';
import { homeFrom, onlyArgument, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { chooseView, watchRun } from '../watch-run.ts';

const options = {
  sample: { type: 'string' },
  name: { type: 'string' },
  method: { type: 'string' },
  model: { type: 'string' },
  seed: { type: 'string' },
  epochs: { type: 'string' },
  engine: { type: 'string' },
  device: { type: 'string' },
  set: { type: 'string', multiple: true },
  json: { type: 'boolean' },
} as const;

const help = `selftune run <config.json | --sample NAME> [options]

Trains one network. With the method "stn" it finds a schedule for every hyperparameter set to "tuned".
What the config leaves out is suggested by the data. Ctrl-C stops with a checkpoint; a second Ctrl-C ends at once.

  --sample NAME      Train on a data set that ships with Selftune:
                     ${sampleNames.join(', ')}
  --method NAME      stn or fixed
  --model NAME       Network to begin with: ${modelTemplateNames.join(', ')}
  --seed NUMBER      Seed of the initial weights, the batches and the noise
  --epochs NUMBER    Passes over the training rows, or over the text
  --engine NAME      auto, onnx, tensorflow or reference
  --device NAME      auto, cpu, webgpu, cuda, dml or coreml
  --name TEXT        Name of the run in lists
  --set PATH=VALUE   Change any field of the config; may be repeated
  --json             One JSON object a line; the last is the summary
  --home DIR         Folder of the database, data sets and runs

Examples:
  selftune run --sample digits
  selftune run assay.json --seed 2 --epochs 100
  selftune run --sample wine --set hyperparameters.dense1.dropout.start=0.2 --set hyperparameters.dense1.l2=off
  selftune run --sample iris --set training.optimizer.learningRate=0.1 --json

A config is JSON; docs/configuration.md lists its fields. The shortest ones:
  {"data": {"file": "assay.csv", "target": "yield"}}
  {"data": {"file": ["images.idx3-ubyte.gz", "labels.idx1-ubyte.gz"]}, "training": {"epochs": 20}}
  {"data": {"file": "leaves"}, "model": "medium-cnn"}
  {"data": {"file": ["train.txt", "valid.txt", "test.txt"]}, "training": {"epochs": 6}}
`;

/** Options that stand for a field of the config. */
const fields = {
  name: 'name',
  method: 'method.name',
  model: 'model',
  seed: 'training.seed',
  epochs: 'training.epochs',
  engine: 'engine.name',
  device: 'engine.device',
} as const;

type Values = ReturnType<typeof parseArguments<typeof options>>['values'];

function changesFrom(values: Values): ConfigChange[] {
  const named = Object.entries(fields).flatMap(([option, path]) => {
    const value = values[option as keyof typeof fields];
    if (value === undefined) return [];
    // A name made of digits is still a name.
    return [option === 'name' || option === 'model' ? { path, value } : parseChange(`${path}=${value}`)];
  });
  return [...named, ...(values.set ?? []).map(parseChange)];
}

interface Source {
  readonly written: unknown;
  readonly directory: string;
}

async function sourceFrom(
  sample: string | undefined,
  positionals: readonly string[],
  terminal: Terminal,
): Promise<Source> {
  if (sample === undefined) {
    const file = resolve(terminal.directory, onlyArgument('run', positionals, 'a config file or --sample NAME'));
    return { written: await readConfigFile(file), directory: dirname(file) };
  }
  if (positionals.length > 0) {
    throw new AppError(
      'cli/bad-argument',
      `Both a config (${positionals[0]}) and the sample "${sample}" were named; name one of them.`,
    );
  }
  return { written: { data: { sample } }, directory: terminal.directory };
}

/** Trains one network to its end. */
export const runCommand: Command = {
  name: 'run',
  summary: 'Train a network and find its schedules',
  help,
  run: async (args, terminal) => {
    const { values, positionals } = parseArguments('run', args, options);
    const home = homeFrom(values.home, terminal);
    const source = await sourceFrom(values.sample, positionals, terminal);
    const prepared = await prepareRun({ ...source, changes: changesFrom(values), home });
    const view = chooseView(terminal, values.json === true ? 'json' : 'words');
    for (const warning of prepared.dataset.card.warnings) view.say(warning);
    const { host, run } = await startRun(prepared, { home, observer: view.observe });
    return watchRun({ host, run, view, terminal });
  },
};
