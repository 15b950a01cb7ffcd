// One valid input for every procedure of the contract, written by hand with as much in it as may stand there.
import type { ReadingChoices } from '../../src-shared/contract/data.ts';
import type { InputOf, ProcedureName } from '../../src-shared/contract/procedures.ts';
import { datasetIdSchema, runIdSchema } from '../../src-shared/domain/ids.ts';
import { studyIdSchema } from '../../src-shared/domain/study.ts';

const dataset = datasetIdSchema.parse('0123456789abcdef');
const run = runIdSchema.parse(7);
const other = runIdSchema.parse(8);
const study = studyIdSchema.parse(3);
const upload = '0123456789abcdef0123456789abcdef';
const choices: ReadingChoices = {
  target: 'kind',
  task: 'classification',
  roles: { kind: 'target', batch: 'group' },
  delimiter: ';',
  decimal: ',',
  encoding: 'utf-8',
  header: true,
  imageSize: [32, 48],
  imageFit: 'pad',
  imageColour: 'grey',
};

const config: InputOf<'runs.start'>['config'] = {
  version: 1,
  name: 'assay, first try',
  data: { dataset, split: { kind: 'column', seed: 1, train: 0.7, validation: 0.15, column: 'part' } },
  model: { kind: 'mlp', hidden: [{ width: 32, activation: 'relu' }] },
  hyperparameters: {
    'dense1.dropout': { mode: 'tuned', start: 0.1, range: [0, 0.9], scale: 0.5, discrete: false },
    'dense1.l2': { mode: 'fixed', value: 1e-4 },
  },
  method: { name: 'stn', warmUpEpochs: 2 },
  training: { seed: 1, epochs: 10, optimizer: { name: 'adam', learningRate: 1e-3 }, clipNorm: null },
  engine: { name: 'auto', device: 'auto', threads: 2 },
  logging: { everySteps: 5, checkpointSeconds: 30 },
};

/** Inputs that the host must take. */
export const validInputs: { readonly [Name in ProcedureName]: InputOf<Name> } = {
  'app.info': {},
  'app.dismissNotices': {},
  'app.bugReport': {},
  'settings.get': {},
  'settings.change': { theme: 'dark', numbers: 'de', band: 'ci95', notifications: false },
  'machine.describe': { isFresh: true },
  'machine.usage': {},
  'storage.report': {},
  'data.samples': {},
  'data.importSample': { name: 'iris' },
  'data.list': {},
  'data.card': { dataset },
  'data.preview': { dataset, offset: 100, limit: 100 },
  'data.beginUpload': { name: 'leaves', bytes: 3, files: 2 },
  'data.nameFiles': { upload, files: [{ path: 'oak/1.png', bytes: 3 }] },
  'data.uploadChunk': { upload, offset: 0, bytes: new Uint8Array([1, 2, 3]) },
  'data.discardUpload': { upload },
  'data.inspect': { uploads: [upload], choices },
  'data.import': { uploads: [upload, upload], choices, name: 'Assay' },
  'data.importProgress': { uploads: [upload] },
  'data.cancelImport': { uploads: [upload] },
  'data.divide': { dataset, split: { kind: 'grouped', seed: 3, train: 0.6, validation: 0.2, column: 'batch' } },
  'data.remove': { dataset },
  'data.restore': { dataset },
  'augmentation.preview': {
    dataset,
    split: { kind: 'stratified', seed: 3, train: 0.6, validation: 0.2 },
    values: { 'input.cutoutLength': 7.5, 'input.hue': 0.1 },
    count: 16,
    seed: 5,
    first: 32,
    viewer: 'a1b2',
  },
  'downloads.list': {},
  'downloads.start': { name: 'fashion-mnist' },
  'downloads.cancel': { name: 'fashion-mnist' },
  'downloads.discard': { name: 'cifar-10' },
  'plan.suggest': { dataset, template: 'small-cnn' },
  'plan.check': { config: { model: 'being edited', training: { epochs: '' } } },
  'runs.start': {
    config,
    seeds: [1, 2, 3],
  },
  'runs.again': { run, seeds: [4] },
  'runs.pause': { run },
  'runs.continue': { run },
  'runs.finishEpoch': { run },
  'runs.stop': { run },
  'runs.kill': { run },
  'runs.resume': { run },
  'runs.list': {},
  'runs.get': { run },
  'runs.edit': {
    changes: [
      { run, change: { name: 'renamed', notes: 'a note', isStarred: true, tags: ['assay'] } },
      { run: other, change: {} },
    ],
  },
  'runs.trash': { runs: [run, other] },
  'runs.restore': { runs: [run] },
  'runs.emptyTrash': {},
  'runs.test': { run },
  'plot.curves': {
    curves: [{ run, series: 'validation/loss' }],
    axis: 'epoch',
    from: 1.5,
    to: null,
    points: 2_000,
  },
  'schedule.file': { run, format: 'csv' },
  'studies.check': { config: { arms: 'being edited' } },
  'studies.start': {
    config: {
      name: 'against search',
      purpose: 'comparison',
      config,
      arms: [
        { label: 'STN', method: { name: 'stn' } },
        { label: 'Grid', method: { name: 'grid', points: 3 } },
        {
          label: 'High start',
          method: { name: 'bayes' },
          hyperparameters: { 'dense1.dropout': { mode: 'fixed', value: 0.5 } },
        },
      ],
      seeds: [1, 2],
      budget: { unit: 'seconds', amount: 60 },
      atOnce: 2,
      earlyTermination: 'median',
      source: run,
    },
  },
  'studies.list': {},
  'studies.get': { study },
  'studies.progress': { study, axis: 'seconds' },
  'studies.pause': { study },
  'studies.continue': { study },
  'studies.stop': { study },
  'studies.rename': { study, name: 'renamed' },
  'studies.forVerification': { run, seeds: 3 },
  'studies.forSensitivity': { run, seeds: 3 },
  'schedules.ofRun': { run },
  'schedules.read': { name: 'schedule.csv', bytes: new TextEncoder().encode('epoch,dense1.dropout\n0,0.1\n') },
  'queue.get': {},
  'queue.set': { isPaused: true, atOnce: 2, pausesOnFailure: false },
  'queue.reorder': { runs: [other, run] },
  'queue.startLater': { runs: [run], notBefore: 1_700_000_000_000 },
};
