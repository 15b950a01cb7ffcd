// An engine that notes what it is asked to run.
import type { Engine, Feeds } from '../../src-main/engine/engine.ts';

export interface NotedRun {
  readonly program: string;
  /** Copies: the caller reuses its arrays. */
  readonly feeds: Readonly<Record<string, readonly number[]>>;
}

/** Passes everything on to `engine` and keeps a note of each run. */
export function spyEngine(engine: Engine): { readonly engine: Engine; readonly runs: readonly NotedRun[] } {
  const runs: NotedRun[] = [];
  const copied = (feeds: Feeds): NotedRun['feeds'] =>
    Object.fromEntries(Object.entries(feeds).map(([name, values]) => [name, Array.from(values)]));
  return {
    runs,
    engine: {
      name: engine.name,
      device: engine.device,
      handsStateOver: engine.handsStateOver,
      createState: (specs, values) => engine.createState(specs, values),
      dispose: () => engine.dispose(),
      compile: async (source) => {
        const program = await engine.compile(source);
        return {
          name: program.name,
          compileMs: program.compileMs,
          ...(program.operations === undefined ? {} : { operations: program.operations }),
          dispose: () => program.dispose(),
          run: (state, feeds) => {
            runs.push({ program: program.name, feeds: copied(feeds) });
            return program.run(state, feeds);
          },
        };
      },
    },
  };
}
