// Small real data sets that ship with the app, with the source each must name.
import { fileURLToPath } from 'node:url';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { DataCard, Task } from '../../src-shared/domain/data-card.ts';
import { fashionClasses } from '../../src-shared/domain/fashion-classes.ts';
import { type ImportOptions, type ImportOutcome, importDataset } from './import-dataset.ts';
import type { ImportChoices } from './importers/import-choices.ts';
import { listNames } from './sentences.ts';

export interface Sample {
  /** In configs and on the command line. */
  readonly name: string;
  /** What it is called where it is shown. */
  readonly title: string;
  /** One line: what is measured and what is to be predicted. */
  readonly description: string;
  readonly field: 'biology' | 'chemistry' | 'medicine' | 'images' | 'text';
  /** Who made it, where it was published. */
  readonly source: string;
  readonly licence: string;
  readonly target: string;
  readonly task: Task;
  readonly form: DataCard['form'];
  /** Rows, or the tokens of a running text. */
  readonly rows: number;
  /** Network inputs of one row: columns, pixels, or tokens of the longest sequence; of a running text 1. */
  readonly inputs: number;
  /** One table, IDX files, or texts for training, validation and test. */
  readonly files: readonly string[];
  /** Column of a table that is read token by token. */
  readonly sequence?: string;
  /** What the classes of IDX labels are called, by label. */
  readonly classNames?: readonly string[];
}

const uci = 'UCI Machine Learning Repository';

/** Every sample, smallest first. */
export const samples: readonly Sample[] = [
  {
    name: 'iris',
    title: 'iris',
    description: '150 flowers, 4 measurements of each: which of three species of iris is it?',
    field: 'biology',
    source: `R. A. Fisher, The use of multiple measurements in taxonomic problems, Annals of Eugenics, 1936; ${uci}.`,
    licence: 'CC BY 4.0',
    target: 'species',
    task: 'classification',
    form: 'table',
    rows: 150,
    inputs: 4,
    files: ['iris.csv'],
  },
  {
    name: 'wine',
    title: 'wine',
    description: '178 wines, 13 chemical analyses of each: which of three cultivars is it from?',
    field: 'chemistry',
    source: `M. Forina et al., PARVUS, an extendible package for data exploration, classification and correlation; ${uci}.`,
    licence: 'CC BY 4.0',
    target: 'cultivar',
    task: 'classification',
    form: 'table',
    rows: 178,
    inputs: 13,
    files: ['wine.csv'],
  },
  {
    name: 'meat_spectra',
    title: 'meat spectra',
    description: '215 samples of meat, 100 near-infrared absorbances of each: what is its fat content in percent?',
    field: 'chemistry',
    source:
      'Tecator AB, recorded on a Tecator Infratec Food and Feed Analyzer; H. H. Thodberg, Danish Meat Research Institute; the data set meats of the R package modeldata.',
    licence: 'public domain, to be passed on with its permission note',
    target: 'fat',
    task: 'regression',
    form: 'table',
    rows: 215,
    inputs: 100,
    files: ['meat_spectra.csv.gz'],
  },
  {
    name: 'diabetes',
    title: 'diabetes',
    description: '442 patients, 10 measurements of each: how far has diabetes progressed a year later?',
    field: 'medicine',
    source: 'B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, Least angle regression, Annals of Statistics, 2004.',
    licence: 'published with the article',
    target: 'progression',
    task: 'regression',
    form: 'table',
    rows: 442,
    inputs: 10,
    files: ['diabetes.csv'],
  },
  {
    name: 'breast_cancer',
    title: 'breast cancer',
    description: '569 tumours, 30 measurements of their cell nuclei: benign or malignant?',
    field: 'medicine',
    source: `W. Wolberg, W. N. Street, O. Mangasarian, Breast cancer Wisconsin (diagnostic); ${uci}.`,
    licence: 'CC BY 4.0',
    target: 'diagnosis',
    task: 'classification',
    form: 'table',
    rows: 569,
    inputs: 30,
    files: ['breast_cancer.csv'],
  },
  {
    name: 'solubility',
    title: 'solubility',
    description: '1,282 organic compounds as SMILES: how well do they dissolve in water (logarithm of mol per litre)?',
    field: 'chemistry',
    source:
      'J. Huuskonen, Estimation of aqueous solubility for a diverse set of organic compounds based on molecular topology, Journal of Chemical Information and Computer Sciences, 2000; as RDKit has it in its documentation, copyright 2006-2015 Rational Discovery LLC, Greg Landrum, Julie Penzotti and others.',
    licence: 'BSD 3-Clause',
    target: 'logS',
    task: 'regression',
    form: 'sequences',
    rows: 1282,
    inputs: 88,
    files: ['solubility.csv.gz'],
    sequence: 'smiles',
  },
  {
    name: 'digits',
    title: 'digits',
    description: '1,797 handwritten digits as 8 x 8 grey values: which digit is it?',
    field: 'images',
    source: `E. Alpaydin, C. Kaynak, Optical recognition of handwritten digits; ${uci}.`,
    licence: 'CC BY 4.0',
    target: 'digit',
    task: 'classification',
    form: 'table',
    rows: 1797,
    inputs: 64,
    files: ['digits.csv.gz'],
  },
  {
    name: 'fashion',
    title: 'fashion',
    description:
      '3,000 pieces of clothing as 28 x 28 grey values, 500 of them set apart for the test: which of ten kinds?',
    field: 'images',
    source:
      'H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms, arXiv:1708.07747, 2017; the first 2,500 training and 500 test images. Copyright 2017 Zalando SE.',
    licence: 'MIT',
    target: 'label',
    task: 'classification',
    form: 'images',
    rows: 3000,
    inputs: 784,
    files: [
      'fashion-train-images-idx3-ubyte.gz',
      'fashion-train-labels-idx1-ubyte.gz',
      'fashion-t10k-images-idx3-ubyte.gz',
      'fashion-t10k-labels-idx1-ubyte.gz',
    ],
    classNames: fashionClasses,
  },
  {
    name: 'splice_junctions',
    title: 'splice junctions',
    description:
      '3,186 stretches of 60 nucleotides of primate DNA: does an exon end in the middle, does one begin there, or neither?',
    field: 'biology',
    source: `M. Noordewier, G. Towell, J. Shavlik, Molecular biology (splice-junction gene sequences), from GenBank 64.1; ${uci}; without the few ambiguous ones, as in StatLog.`,
    licence: 'CC BY 4.0',
    target: 'junction',
    task: 'classification',
    form: 'sequences',
    rows: 3186,
    inputs: 60,
    files: ['splice_junctions.csv.gz'],
    sequence: 'sequence',
  },
  {
    name: 'kjv',
    title: 'King James Bible',
    description:
      '31,102 verses in 10,000 different words, set apart for training, validation and test by chapters: which word comes next?',
    field: 'text',
    source:
      'The King James Version of 1611 in its standard text of 1769: lower case, without punctuation, a verse a line, the 10,000 commonest words and <unk>.',
    licence: 'public domain',
    target: 'next word',
    task: 'language',
    form: 'text',
    rows: 820_786,
    inputs: 1,
    files: ['kjv-train.txt.gz', 'kjv-valid.txt.gz', 'kjv-test.txt.gz'],
  },
];

/**
 * The sample of that name.
 * @throws AppError `data/unknown-sample`
 */
export function sampleNamed(name: string): Sample {
  const sample = samples.find((candidate) => candidate.name === name);
  if (sample !== undefined) return sample;
  throw new AppError(
    'data/unknown-sample',
    `There is no sample "${name}". The samples are ${listNames(samples.map((candidate) => candidate.name))}.`,
  );
}

function choicesOf({ form, target, task, sequence }: Sample): ImportChoices {
  if (form === 'images' || form === 'text') return {};
  const roles = sequence === undefined ? {} : { roles: { [sequence]: 'sequence' as const } };
  return { target, task, delimiter: ',', decimal: '.', encoding: 'utf-8', header: true, ...roles };
}

/**
 * How a sample is imported: its file with every choice made.
 * @throws AppError `data/unknown-sample`
 */
export function sampleImport(name: string): ImportOptions {
  const sample = sampleNamed(name);
  const { source, licence, classNames } = sample;
  return {
    files: sample.files.map((file) => fileURLToPath(new URL(`./samples/${file}`, import.meta.url))),
    // The id of a data set does not depend on its shown name.
    name: sample.title,
    choices: choicesOf(sample),
    sample: {
      name: sample.name,
      provenance: `${source} Licence: ${licence}.`,
      ...(classNames === undefined ? {} : { classNames }),
    },
  };
}

/**
 * Imports a sample into the folder of data sets; does nothing where it is there already.
 * @throws AppError `data/unknown-sample`, `data/disk-full`
 */
export async function importSample(name: string, datasetsDirectory: string): Promise<ImportOutcome> {
  return importDataset(sampleImport(name), datasetsDirectory);
}
