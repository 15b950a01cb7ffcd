// `selftune run`: one run, or a study of one method, from a config or a sample to its end.
import { dirname, resolve } from 'node:path';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { modelTemplateNames } from '../../../src-shared/domain/model-templates.ts';
import { isSearchName, searchNames } from '../../../src-shared/domain/search-config.ts';
import {
  applyChange,
  type ConfigChange,
  isWritten,
  parseChange,
  type Written,
} from '../../host/config/config-change.ts';
import { sampleNames } from '../../host/config/data-source.ts';
import { prepareRun } from '../../host/config/prepare-run.ts';
import { prepareStudy } from '../../host/config/prepare-study.ts';
import { readConfigFile } from '../../host/config/read-config.ts';
import { namedSchedule, type SchedulePlaces, scheduledMethod } from '../../host/named-schedule.ts';
import { startRun, startStudy } from '../../host/start-run.ts';
import { homeFrom, oneOf, onlyArgument, parseArguments } from '../arguments.ts';
import type { Command } from '../command.ts';
import { defaultBudget, methodTitle } from '../method-titles.ts';
import {
  parseAtOnce,
  parseBudget,
  parseEarlyTermination,
  parseSeeds,
  studyOptions,
  studyOptionsHelp,
} from '../study-options.ts';
import type { Terminal } from '../terminal.ts';
import { chooseView, watchRun } from '../watch-run.ts';
import { createStudyView, watchStudy } from '../watch-study.ts';

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
  schedule: { type: 'string' },
  length: { type: 'string' },
  ...studyOptions,
  json: { type: 'boolean' },
} as const;

const help = `selftune run <config.json | --sample NAME> [options]

Trains one network. With the method "stn" it finds a schedule for every hyperparameter set to "tuned".
The methods ${searchNames.join(', ')} train many and keep the best: they make a study, and so do --budget and --seeds.
What the config leaves out is suggested by the data. Ctrl-C stops with a checkpoint; a second Ctrl-C ends at once.

  --sample NAME      Train on a data set that ships with Selftune:
                     ${sampleNames.join(', ')}
  --method NAME      Learns schedules: stn, delta-stn, hypernetwork, implicit, unrolled
                     Searches: grid, random, bayes, pbt
                     Replays or holds: fixed, replay, final, gaussian, sinusoid
  --schedule FROM    For replay and final: run:12, or a file, CSV or JSON
  --length NUMBER    For replay: stretched so that it ends there, in its own unit
${studyOptionsHelp}
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
  selftune run --sample wine --method bayes --budget 40trials --seeds 3
  selftune run --sample wine --method replay --schedule run:12

A config is JSON; docs/configuration.md lists its fields. The shortest ones:
  {"data": {"file": "assay.csv", "target": "yield"}}
  {"data": {"file": ["images.idx3-ubyte.gz", "labels.idx1-ubyte.gz"]}, "training": {"epochs": 20}}
  {"data": {"file": "leaves"}, "model": "medium-cnn"}
  {"data": {"file": ["train.txt", "valid.txt", "test.txt"]}, "training": {"epochs": 6}}
`;

/** Options that stand for a field of the config. */
const fields = {
  name: 'name',
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

/** The change that makes a run one of the method that was named. */
async function methodChange(values: Values, places: SchedulePlaces): Promise<ConfigChange[]> {
  const { method: name, schedule, length } = values;
  if (schedule === undefined) {
    if (length !== undefined)
      throw new AppError('cli/bad-option', '"--length" needs "--schedule": it says where that ends.');
    return name === undefined ? [] : [{ path: 'method.name', value: name }];
  }
  const method = oneOf('method', ['replay', 'final'], name ?? 'replay');
  const end = length === undefined ? null : Number(length);
  if (end !== null && !(end > 0))
    throw new AppError('cli/bad-option', `"--length ${length}" is no length. Write a number above 0.`);
  return [{ path: 'method', value: scheduledMethod(method, await namedSchedule(schedule, places), end) }];
}

const isOfMethod = ({ path }: ConfigChange) => path === 'method' || path.startsWith('method.');

/** The study that a search makes, or a run with a budget or several seeds. */
async function studyFrom(values: Values, source: Source, changes: readonly ConfigChange[], home: string) {
  const own = isWritten(source.written) && isWritten(source.written.method) ? source.written.method : {};
  const { method = { name: 'stn' } } = changes.filter(isOfMethod).reduce<Written>(applyChange, { method: own });
  const name = isWritten(method) ? String(method.name ?? 'stn') : '';
  const { seed: first = '1' } = values;
  const atOnce = parseAtOnce(values['at-once']);
  const written = {
    purpose: isSearchName(name) ? 'search' : 'comparison',
    config: source.written,
    arms: [{ label: methodTitle(name), method: { name, ...(isWritten(method) ? method : {}) } }],
    seeds: parseSeeds(values.seeds ?? '1', Number(first)),
    budget: parseBudget(values.budget ?? (isSearchName(name) ? defaultBudget : '1trials')),
    atOnce,
    earlyTermination: parseEarlyTermination(values['early-termination']),
    ...(values.name === undefined ? {} : { name: values.name }),
  };
  return {
    prepared: await prepareStudy({
      written,
      changes: changes.filter((change) => !isOfMethod(change)),
      directory: source.directory,
      home,
    }),
    atOnce,
  };
}

/** Whether the words of a command line ask for more than one run. */
function asksForStudy(values: Values, changes: readonly ConfigChange[], { written }: Source): boolean {
  if (values.budget !== undefined || values.seeds !== undefined) return true;
  const own = isWritten(written) && isWritten(written.method) ? written.method : {};
  const { method } = changes.filter(isOfMethod).reduce<Written>(applyChange, { method: own });
  return isWritten(method) && isSearchName(String(method.name));
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
    const places = { directory: terminal.directory, home };
    const changes = [...(await methodChange(values, places)), ...changesFrom(values)];
    const form = values.json === true ? 'json' : 'words';
    if (asksForStudy(values, changes, source)) {
      const { prepared, atOnce } = await studyFrom(values, source, changes, home);
      const view = createStudyView(terminal, form);
      for (const text of [...prepared.dataset.card.warnings, ...prepared.notes]) view.say(text);
      const ownQueue = { isPaused: false, atOnce };
      const { host, study } = await startStudy(prepared, { home, observer: view.observe, ownQueue });
      return watchStudy({ host, study, view, terminal });
    }
    const prepared = await prepareRun({ ...source, changes, home });
    const view = chooseView(terminal, form);
    for (const warning of prepared.dataset.card.warnings) view.say(warning);
    const { host, run } = await startRun(prepared, { home, observer: view.observe, ownQueue: { isPaused: false } });
    return watchRun({ host, run, view, terminal });
  },
};
