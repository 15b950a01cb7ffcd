// One training of the comparison on texts, in a process of its own: arguments are an arm of text-arms.ts, `whole` or `quick`, the number of
// threads, and the file that its outcome is written to. Started by texts.ts.
import { rename, writeFile } from 'node:fs/promises';
import type { TrainEvent } from '../../src-main/train/events.ts';
import { kjvText } from './kjv.ts';
import { quickBudget, textArms, textConfig, wholeBudget } from './text-arms.ts';
import { scheduleRecorder, type TextOutcome } from './text-outcome.ts';
import { trainOnce } from './train-once.ts';

async function main([key = '', size = '', threads = '1', file = '']: readonly string[]): Promise<void> {
  const arm = textArms.find((one) => one.key === key);
  if (arm === undefined) throw new Error(`No training is named "${key}".`);
  const budget = size === 'quick' ? quickBudget : wholeBudget;
  const recorder = scheduleRecorder();
  const data = await kjvText(budget.lines, budget.length);
  const see = (event: TrainEvent): void => {
    recorder.see(event);
    if (event.type !== 'points') return;
    const told = new Map<string, number>(event.values);
    const loss = told.get('loss/validation');
    if (loss === undefined) return;
    const values = event.values.filter(([series]) => series.startsWith('hyperparameter/'));
    process.stderr.write(
      `${arm.name}, epoch ${told.get('epoch')}: perplexity ${Math.exp(loss).toFixed(1)}; ${values.map(([, value]) => value.toFixed(3)).join(' ')}\n`,
    );
  };
  const outcome = await trainOnce(textConfig(arm, budget, Number(threads)), data, { seen: see });
  let kept: TextOutcome = { diverged: true, recorded: recorder.recorded() };
  if (outcome !== null) {
    const { last: _weights, ...figures } = outcome;
    kept = { diverged: false, recorded: recorder.recorded(), ...figures };
  }
  // Under its name only when it is whole: what is there is not trained again.
  await writeFile(`${file}.part`, JSON.stringify(kept));
  await rename(`${file}.part`, file);
}

await main(process.argv.slice(2));
