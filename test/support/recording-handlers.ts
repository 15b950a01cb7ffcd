// Handlers that answer every procedure with the same, and write down what they were asked.
import { type Handlers, type ProcedureName, procedures } from '../../src-shared/contract/procedures.ts';

export interface RecordingHandlers {
  readonly handlers: Handlers;
  readonly asked: { readonly procedure: string; readonly input: unknown }[];
}

/** Every procedure of the contract. */
export const procedureNames = Object.keys(procedures) as ProcedureName[];

/** @param answer what every procedure answers, unless one of `own` does */
export function recordingHandlers(answer: unknown = null, own: Partial<Handlers> = {}): RecordingHandlers {
  const asked: { procedure: string; input: unknown }[] = [];
  const entries = procedureNames.map((procedure) => [
    procedure,
    (input: unknown) => {
      asked.push({ procedure, input });
      return answer;
    },
  ]);
  return { handlers: { ...(Object.fromEntries(entries) as Handlers), ...own }, asked };
}
