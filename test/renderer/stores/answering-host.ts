// Stores without a window: with a host whose answers the test writes, or with a client of the test's own.
import { createPinia, setActivePinia } from 'pinia';
import { createApp } from 'vue';
import { clientKey } from '../../../src-renderer/client.ts';
import type { Client } from '../../../src-shared/contract/client.ts';

/** Answers by procedure; to all else the host answers nothing. */
export type Answers = Readonly<Record<string, (input: never) => unknown>>;

/** A host that answers from a table, and what it was asked. Stores are made inside of `run`. */
export function answeringHost(answers: Answers) {
  const asked: { procedure: string; input: unknown }[] = [];
  const client = {
    call: async (procedure: string, input: never) => {
      asked.push({ procedure, input });
      return answers[procedure]?.(input);
    },
  } as unknown as Client;
  const app = createApp({}).provide(clientKey, client).use(createPinia());
  return { asked, run: <Result>(action: () => Result) => app.runWithContext(action) };
}

/** Fresh stores that ask this client, for all that follows. */
export function freshStores(client: Client): void {
  const pinia = createPinia();
  createApp({}).provide(clientKey, client).use(pinia);
  setActivePinia(pinia);
}
