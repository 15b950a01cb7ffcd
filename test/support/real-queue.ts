// A queue whose trainers are real child processes, over a temporary home with one data set in it.
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { importSample } from '../../src-main/data/samples.ts';
import { datasetDirectory } from '../../src-main/data/storage.ts';
import { forkLauncher } from '../../src-main/runs/fork-launcher.ts';
import { Queue } from '../../src-main/runs/queue.ts';
import type { RunNotice } from '../../src-main/runs/run-notice.ts';
import type { DataCard } from '../../src-shared/domain/data-card.ts';
import type { DatasetId } from '../../src-shared/domain/ids.ts';
import { testHome } from './open-home.ts';

const trainerEntry = join(import.meta.dirname, '../../src-main/trainer/main.ts');

/**
 * @param sample name of a shipped sample, or what imports another data set into the folder it is given
 * @param onNotice told of everything that happens to the runs
 */
export async function realQueue(
  sample: string | ((datasets: string) => Promise<{ readonly card: DataCard }>),
  onNotice: (notice: RunNotice) => void,
) {
  const home = testHome();
  const datasets = join(home.directory, 'datasets');
  const { card } = await (typeof sample === 'string' ? importSample(sample, datasets) : sample(datasets));
  const queue = new Queue({
    home,
    launcher: forkLauncher(trainerEntry),
    observer: (_run, notice) => onNotice(notice),
    now: () => Math.round(performance.now()),
    datasetDirectory: (id: DatasetId) => datasetDirectory(datasets, id),
  });
  onTestFinished(() => queue.close());
  return { home, queue, dataset: card.id };
}
