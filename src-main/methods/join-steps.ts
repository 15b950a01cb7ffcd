// Several steps as one program: the state goes in before the first and comes out after the last, instead of crossing at every step.
// The maths is the steps' own; on ONNX Runtime's processor provider the numbers are the same bit for bit (test/train/stepper.test.ts).
import type { NamedTensors, ProgramSource } from '../engine/engine.ts';
import { select } from '../stn/gradients.ts';

export interface JoinedSteps {
  readonly program: ProgramSource;
  /** Name in the program of an input or a result of the step at `position`, counted from 0. */
  readonly nameOf: (position: number, name: string) => string;
}

/**
 * One program that does what the given ones do, one after the other. One alone stays as it is.
 * @param reported state tensors whose values after each step but the last are results as well
 */
export function joinSteps(steps: readonly ProgramSource[], reported: readonly string[]): JoinedSteps {
  const [first] = steps;
  if (first !== undefined && steps.length === 1) return { program: first, nameOf: (_, name) => name };
  const program: ProgramSource = {
    name: steps.map(({ name }) => name).join('+'),
    state: merged(steps.map(({ state }) => state)),
    inputs: merged(steps.map(({ inputs }, position) => placed(position, inputs))),
    body: (state, inputs) => {
      let moved: NamedTensors = {};
      const results = steps.map((step, position) => {
        const own = Object.keys(step.inputs).map((name) => [name, inputs[placedName(position, name)]]);
        const done = step.body({ ...state, ...moved }, Object.fromEntries(own) as NamedTensors);
        moved = { ...moved, ...done.state };
        const isLast = position === steps.length - 1;
        return placed(position, { ...done.results, ...(isLast ? {} : select({ ...state, ...moved }, reported)) });
      });
      return { state: moved, results: merged(results) };
    },
  };
  return { program, nameOf: placedName };
}

const placedName = (position: number, name: string): string => `${position}/${name}`;

function placed<Entry>(position: number, entries: Readonly<Record<string, Entry>>): Readonly<Record<string, Entry>> {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [placedName(position, name), entry]));
}

function merged<Entry>(records: readonly Readonly<Record<string, Entry>>[]): Readonly<Record<string, Entry>> {
  return Object.fromEntries(records.flatMap((record) => Object.entries(record)));
}
