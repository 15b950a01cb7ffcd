// The data sets that can be fetched: what they are, where they come from, and what their bytes must be. Data, nothing else.
// Sizes and SHA-256 of CIFAR-10: as pinned by several public data loaders, with the authors' MD5 c32a1d4ab5d03f1284b67883e8d87530.
// Those of Fashion-MNIST likewise; the test labels were also put together from the Debian package dataset-fashion-mnist, which differs
// only in the header of the compressed file, and have the authors' MD5 bb300cfdad3c16e7a12a480ee83cd310.
import { fashionClasses } from '../../src-shared/domain/fashion-classes.ts';

export interface RemoteFile {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

export interface RemoteSet {
  readonly name: string;
  readonly title: string;
  /** What it is, in sentences. */
  readonly description: string;
  readonly rows: number;
  /** [height, width, channels] */
  readonly imageShape: readonly [number, number, number];
  readonly classes: number;
  /** What the classes are called, where the files only number them. */
  readonly classNames?: readonly string[];
  readonly files: readonly RemoteFile[];
  readonly page: string;
  readonly licence: string;
  readonly citation: string;
}

/** The last commit that touched the files; a commit's files never change. */
const fashionFiles =
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/b2617bb6d3ffa2e429640350f613e3291e10b141/data/fashion';

function fashionFile(name: string, bytes: number, sha256: string): RemoteFile {
  return { name, url: `${fashionFiles}/${name}`, bytes, sha256 };
}

export const remoteSets: readonly RemoteSet[] = [
  {
    name: 'fashion-mnist',
    title: 'Fashion-MNIST',
    description:
      'Grey pictures of clothes in ten classes, 60,000 for training and tuning and 10,000 for the sealed test. A small convolutional network learns them in minutes.',
    rows: 70_000,
    imageShape: [28, 28, 1],
    classes: 10,
    classNames: fashionClasses,
    files: [
      fashionFile(
        'train-images-idx3-ubyte.gz',
        26_421_880,
        '3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84',
      ),
      fashionFile(
        'train-labels-idx1-ubyte.gz',
        29_515,
        'a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845',
      ),
      fashionFile(
        't10k-images-idx3-ubyte.gz',
        4_422_102,
        '346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073',
      ),
      fashionFile(
        't10k-labels-idx1-ubyte.gz',
        5_148,
        '67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5',
      ),
    ],
    page: 'https://github.com/zalandoresearch/fashion-mnist',
    licence: 'MIT, Copyright 2017 Zalando SE.',
    citation:
      'H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms. arXiv:1708.07747, 2017.',
  },
  {
    name: 'cifar-10',
    title: 'CIFAR-10',
    description:
      'Small colour photographs in ten classes, 50,000 for training and tuning and 10,000 for the sealed test. The data of the experiment with fifteen hyperparameters.',
    rows: 60_000,
    imageShape: [32, 32, 3],
    classes: 10,
    files: [
      {
        name: 'cifar-10-binary.tar.gz',
        url: 'https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz',
        bytes: 170_052_171,
        sha256: 'c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd',
      },
    ],
    page: 'https://www.cs.toronto.edu/~kriz/cifar.html',
    licence: 'No licence is stated; the authors ask to be cited.',
    citation: 'A. Krizhevsky: Learning Multiple Layers of Features from Tiny Images. Technical report, 2009.',
  },
];

/** Bytes of a set's files. */
export function bytesOf({ files }: Pick<RemoteSet, 'files'>): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Bytes on the disk once it is imported: a byte for each value of a pixel, and one for the class. */
export function storedBytesOf({ rows, imageShape: [height, width, channels] }: RemoteSet): number {
  return rows * (height * width * channels + 1);
}
