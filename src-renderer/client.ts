// Where stores find the client. Only stores touch it; views go through stores.
import { type InjectionKey, inject } from 'vue';
import type { Client } from '../src-shared/contract/client.ts';

export const clientKey: InjectionKey<Client> = Symbol('client');

/** The client of this window. */
export function useClient(): Client {
  const client = inject(clientKey);
  if (client === undefined) throw new Error('No client was provided.');
  return client;
}
