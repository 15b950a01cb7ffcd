// Mounts a component of the window with stores, a router and a host whose answers the test writes.
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { clientKey } from '../../../src-renderer/client.ts';
import type { Client, ConnectionState } from '../../../src-shared/contract/client.ts';

type Answers = Readonly<Record<string, (input: never) => unknown>>;

export interface MountOptions {
  readonly props?: Record<string, unknown>;
  readonly answers?: Answers;
  readonly path?: string;
}

const empty = { template: '<h1>screen</h1>' };
const routes = [
  ['home', '/'],
  ['data', '/data'],
  ['dataset', '/data/:dataset'],
  ['new', '/new'],
  ['new-for', '/new/:dataset'],
  ['runs', '/runs'],
  ['run', '/runs/:run'],
  ['schedule', '/runs/:run/schedule'],
  ['studies', '/studies'],
  ['study', '/studies/:study'],
  ['queue', '/queue'],
  ['compare', '/compare'],
  ['settings', '/settings'],
].map(([name = '', path = '']) => ({ name, path, component: empty }));

/** Mounts; the host answers what is in `answers` and an empty object otherwise. */
export async function mountWithHost(component: Component, { props = {}, answers = {}, path = '/' }: MountOptions = {}) {
  const asked: { procedure: string; input: unknown }[] = [];
  const listeners = new Set<(state: ConnectionState) => void>();
  const client = {
    call: async (procedure: string, input: never) => {
      asked.push({ procedure, input });
      return answers[procedure]?.(input) ?? {};
    },
    onState: (listener: (state: ConnectionState) => void) => {
      listeners.add(listener);
      listener({ kind: 'open' });
      return () => listeners.delete(listener);
    },
    subscribe: () => () => undefined,
    close: () => undefined,
  } as unknown as Client;
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push(path);
  const wrapper = mount(component, {
    attachTo: document.body,
    props,
    global: { plugins: [createPinia(), router], provide: { [clientKey as symbol]: client } },
  });
  return {
    wrapper,
    router,
    asked,
    become: (state: ConnectionState) => {
      for (const listener of listeners) listener(state);
    },
  };
}
