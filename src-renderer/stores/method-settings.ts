// The settings of every method while a run is set up: what was set for one is kept while another is looked at.
import type { MethodConfig, MethodName } from '../../src-shared/domain/method-config.ts';
import { methodConfigSchema } from '../../src-shared/domain/method-config.ts';
import { isSearchName, type SearchConfig, searchConfigSchema } from '../../src-shared/domain/search-config.ts';
import type { AnyMethodName } from '../words/method-words.ts';

/** A method or a search with its settings. */
export type AnyMethodConfig = MethodConfig | SearchConfig;

/** The usual settings. A replay has no schedule yet and a hold no values: which is a problem that is told until they are chosen. */
export function usualSettings(name: MethodName): MethodConfig;
export function usualSettings(name: AnyMethodName): AnyMethodConfig;
export function usualSettings(name: AnyMethodName): AnyMethodConfig {
  if (isSearchName(name)) return searchConfigSchema.parse({ name });
  if (name === 'replay') return { name, schedule: { unit: 'epochs', at: [], values: {}, source: '' }, length: null };
  if (name === 'final') return { name, values: {}, source: '' };
  return methodConfigSchema.parse({ name });
}
