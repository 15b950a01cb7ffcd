// What the choice of another network does to a config that is being edited. Not here: the networks there are (domain/model-templates).
import type { InputShape } from '../../src-shared/domain/input-shape.ts';
import { layerSizes } from '../../src-shared/domain/model-size.ts';
import { type ModelTemplateName, modelTemplate, templatesFor } from '../../src-shared/domain/model-templates.ts';
import type { ModelConfig, RunConfig } from '../../src-shared/domain/run-config.ts';

/** A network that can be chosen. */
export interface OfferedTemplate {
  readonly name: ModelTemplateName;
  readonly parameters: number;
  /** Multiplications for one example, as a multiple of those of the network that is suggested. */
  readonly work: number;
  /** Whether it is the one that is set up, unchanged. */
  readonly isChosen: boolean;
}

const isSame = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

/** The networks that suit the data. @param outputs classes, or 1 */
export function offeredTemplates(model: ModelConfig, data: InputShape, outputs: number): readonly OfferedTemplate[] {
  const sized = templatesFor(data).map((name) => {
    const template = modelTemplate(name, data);
    const layers = layerSizes(template, { ...data, outputs, tuned: 0, response: 'none' });
    return {
      name,
      parameters: layers.reduce((sum, layer) => sum + layer.parameters, 0),
      products: layers.reduce((sum, layer) => sum + layer.products, 0),
      isChosen: isSame(template, model),
    };
  });
  const usual = sized[0]?.products ?? 1;
  return sized.map(({ products, ...rest }) => ({ ...rest, work: products / Math.max(1, usual) }));
}

/**
 * The config with the network of a suggestion and what is tuned in it. How long it trains follows too, unless the user has set that.
 * @param suggested the suggestion before; null where the config came from elsewhere
 */
export function withTemplate(before: RunConfig, next: RunConfig, suggested: RunConfig | null): RunConfig {
  const { model, hyperparameters } = next;
  const follows = <Key extends 'training' | 'method'>(key: Key): RunConfig[Key] =>
    isSame(before[key], suggested?.[key]) ? next[key] : before[key];
  return { ...before, model, hyperparameters, training: follows('training'), method: follows('method') };
}
