// A program and the steps it does in one call: a step alone, or a whole cycle.
import type { Engine, EngineState, Feeds, Results } from '../engine/engine.ts';
import { joinSteps } from '../methods/join-steps.ts';
import type { StepPlan } from '../methods/method.ts';
import type { StepKind } from './course.ts';
import type { Feeder, Moment } from './feeder.ts';

/** One step of a unit: its plan and what fills its inputs. */
export interface Seat {
  readonly kind: StepKind;
  readonly plan: StepPlan;
  readonly feeder: Feeder;
}

export interface StepOutcome {
  readonly step: number;
  readonly kind: StepKind;
  readonly loss: number;
  /** The reported state tensors as this step left them; to be asked for before the next run. */
  readonly readReported: () => Promise<Results>;
}

export interface Unit {
  readonly name: string;
  readonly compileMs: number;
  /** Operations of its program; 0 where the engine does not say. */
  readonly operations: number;
  readonly seats: readonly Seat[];
  /** Fills the inputs and runs the steps; one moment and one outcome a step, in order. */
  run(state: EngineState, moments: readonly Moment[]): Promise<readonly StepOutcome[]>;
  dispose(): void;
}

/** Compiles the steps as one program. @param reported names of the state tensors that can be read as of each step */
export async function createUnit(engine: Engine, seats: readonly Seat[], reported: readonly string[]): Promise<Unit> {
  const { program: source, nameOf } = joinSteps(
    seats.map(({ plan }) => plan.program),
    reported,
  );
  const program = await engine.compile(source);
  const feeds: Feeds = Object.fromEntries(
    seats.flatMap(({ feeder }, position) =>
      Object.entries(feeder.feeds).map(([name, values]) => [nameOf(position, name), values]),
    ),
  );
  const lastPosition = seats.length - 1;
  return {
    name: program.name,
    compileMs: program.compileMs,
    operations: program.operations ?? 0,
    seats,
    run: async (state, moments) => {
      for (const [position, moment] of moments.entries()) seats[position]?.feeder.fill(moment);
      const results = await program.run(state, feeds);
      const valuesOf = (position: number, name: string) => results[nameOf(position, name)] ?? new Float32Array(0);
      return seats.map(({ kind }, position) => ({
        step: moments[position]?.step ?? Number.NaN,
        kind,
        loss: valuesOf(position, 'loss')[0] ?? Number.NaN,
        readReported: async () =>
          position === lastPosition
            ? state.read(reported)
            : Object.fromEntries(reported.map((name) => [name, valuesOf(position, name)])),
      }));
    },
    dispose: () => program.dispose(),
  };
}
