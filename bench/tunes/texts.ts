// Self-tuning on a text: whether seven tuned hyperparameters beat their own start, and whether the output dropout ends in one place
// wherever it starts. Trainings that are finished are kept in a folder and not repeated.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mean, type Report, table, type Verdict } from './table.ts';
import {
  heldArm,
  outputDropout,
  outputStarts,
  quickBudget,
  sevenArms,
  startArms,
  type TextArm,
  textArms,
  textConfig,
  wholeBudget,
} from './text-arms.ts';
import { type FinishedText, type TextOutcome, textOutcomeSchema } from './text-outcome.ts';

export interface TextOptions {
  /** Folder of the outcomes. */
  readonly home: string;
  readonly size: 'whole' | 'quick';
  /** Trainings beside each other, and the threads of each. */
  readonly atOnce: number;
  readonly threads: number;
  /** Told after each training. */
  readonly seen: (line: string) => void;
}

export type TextOutcomes = ReadonlyMap<TextArm, TextOutcome>;

/** How far the ends of the schedules may lie apart. */
const together = 0.1;

/** Trains what is not trained yet. */
export async function trainTexts(options: TextOptions): Promise<TextOutcomes> {
  await mkdir(options.home, { recursive: true });
  const waiting = [...textArms];
  const outcomes = new Map<TextArm, TextOutcome>();
  const worker = async (): Promise<void> => {
    for (let arm = waiting.shift(); arm !== undefined; arm = waiting.shift()) {
      const outcome = (await kept(arm, options)) ?? (await trainAlone(arm, options));
      outcomes.set(arm, outcome);
      options.seen(`${arm.name}: ${outcome.diverged ? 'diverged' : `${outcome.seconds.toFixed(0)} s`}`);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
  return outcomes;
}

/** Named by everything that the outcome depends on, but for the threads, which change its last bits only. */
function fileOf(arm: TextArm, { home, size }: TextOptions): string {
  const budget = size === 'quick' ? quickBudget : wholeBudget;
  const all = JSON.stringify([budget, textConfig(arm, budget, 1)]);
  return join(home, `${arm.key}-${createHash('sha256').update(all).digest('hex').slice(0, 8)}.json`);
}

async function kept(arm: TextArm, options: TextOptions): Promise<TextOutcome | null> {
  const file = fileOf(arm, options);
  return existsSync(file) ? textOutcomeSchema.parse(JSON.parse(await readFile(file, 'utf8'))) : null;
}

async function trainAlone(arm: TextArm, options: TextOptions): Promise<TextOutcome> {
  const script = new URL('text-run.ts', import.meta.url).pathname;
  const args = [script, arm.key, options.size, String(options.threads), fileOf(arm, options)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const outcome = await kept(arm, options);
  if (outcome === null) throw new Error(`The training "${arm.name}" ended with code ${code} and no outcome.`);
  return outcome;
}

/** Tables and claims of finished trainings. */
export function reportTexts(outcomes: TextOutcomes, size: TextOptions['size']): Report {
  const { lines, epochs, widths, batch, length } = size === 'quick' ? quickBudget : wholeBudget;
  const perplexity = (loss: number): string => Math.exp(loss).toFixed(1);
  const rows = [...textArms].map((arm): readonly string[] => {
    const outcome = outcomes.get(arm);
    if (outcome === undefined || outcome.diverged) return [arm.name, 'diverged', '', '', '', ''];
    const { bestValidationLoss, validationLoss, bestTestLoss, testLoss, recorded } = outcome;
    const best = recorded.validationLosses.indexOf(Math.min(...recorded.validationLosses)) + 1;
    const losses = [bestValidationLoss, bestTestLoss, validationLoss, testLoss].map(perplexity);
    return [arm.name, ...losses, String(best)];
  });
  return {
    title: `Text: ${lines.train} verses of the King James Bible, LSTM of ${widths.join(' and ')}, batch ${batch}, ${length} tokens a step, ${epochs} epochs`,
    table: [
      table(
        [
          'perplexity',
          ...['validation, best epoch', 'test, best epoch', 'validation, last epoch', 'test, last epoch'],
          'best epoch',
        ],
        rows,
      ),
      ...sevenArms.map((arm) => valuesTable(outcomes, arm)),
      startsTable(outcomes),
    ].join('\n\n'),
    verdicts: [noneDiverged(outcomes), ...comparedWithHeld(outcomes), oneEnd(outcomes)],
  };
}

function finishedOf(outcomes: TextOutcomes, arm: TextArm | undefined): FinishedText | null {
  const outcome = arm === undefined ? undefined : outcomes.get(arm);
  return outcome === undefined || outcome.diverged ? null : outcome;
}

/** Of a schedule: the mean over one epoch, counted from 1, without the jitter of single steps. */
function meanOfEpoch({ recorded }: FinishedText, name: string, epoch: number): number {
  const values = recorded.values[name] ?? [];
  return mean(values.filter((_, index) => Math.ceil(recorded.epochs[index] ?? 0) === epoch));
}

function valuesTable(outcomes: TextOutcomes, arm: TextArm): string {
  const outcome = finishedOf(outcomes, arm);
  const names = Object.keys(outcome?.recorded.values ?? {});
  return table(
    [`${arm.name}, mean of each epoch`, ...names],
    (outcome?.recorded.validationLosses ?? []).map((_, index) => [
      String(index + 1),
      ...names.map((name) => (outcome === null ? '' : meanOfEpoch(outcome, name, index + 1).toFixed(3))),
    ]),
  );
}

function startsTable(outcomes: TextOutcomes): string {
  const epochs = Math.max(0, ...startArms.map((arm) => outcomes.get(arm)?.recorded.validationLosses.length ?? 0));
  return table(
    ['output dropout alone from, mean of each epoch', ...outputStarts.map(String)],
    Array.from({ length: epochs }, (_, index) => [
      String(index + 1),
      ...startArms.map((arm) => {
        const one = finishedOf(outcomes, arm);
        return one === null ? 'diverged' : meanOfEpoch(one, outputDropout, index + 1).toFixed(3);
      }),
    ]),
  );
}

function noneDiverged(outcomes: TextOutcomes): Verdict {
  const diverged = textArms.filter((arm) => finishedOf(outcomes, arm) === null);
  return { claim: 'no run diverges', holds: diverged.length === 0, seen: `${diverged.length} did` };
}

function comparedWithHeld(outcomes: TextOutcomes): readonly Verdict[] {
  const tuned = finishedOf(outcomes, sevenArms[0]);
  const held = finishedOf(outcomes, heldArm);
  const losses = [
    { name: 'validation', of: ({ bestValidationLoss }: FinishedText) => bestValidationLoss },
    { name: 'sealed test', of: ({ bestTestLoss }: FinishedText) => bestTestLoss },
  ];
  return losses.map(({ name, of }) => {
    const [ours, theirs] = [tuned, held].map((one) => (one === null ? Number.NaN : Math.exp(of(one))));
    return {
      claim: `${name} perplexity of the best epoch: seven tuned from 0.05 is below held`,
      holds: (ours ?? Number.NaN) < (theirs ?? Number.NaN),
      seen: `${ours?.toFixed(1)} and ${theirs?.toFixed(1)}`,
    };
  });
}

function oneEnd(outcomes: TextOutcomes): Verdict {
  const ends = startArms.map((arm) => {
    const one = finishedOf(outcomes, arm);
    return one === null ? Number.NaN : meanOfEpoch(one, outputDropout, one.recorded.validationLosses.length);
  });
  const extent = Math.max(...ends) - Math.min(...ends);
  return {
    claim: `the output dropout tuned alone, mean of the last epoch, ends within ${together} from every start`,
    holds: extent <= together,
    seen: `${extent.toFixed(2)}: ${ends.map((end) => end.toFixed(2)).join(', ')}`,
  };
}
