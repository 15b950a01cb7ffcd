// The embedding of a network of tokens: its parameters and what training drops of it.
import type * as tf from '@tensorflow/tfjs-core';
import { type Dual, linearly, still } from '../stn/dual.ts';
import type { Conditions, NamedTensors } from '../stn/network.ts';
import {
  dropTokens,
  type EmbeddingWeights,
  linearisedEmbedding,
  responseEmbedding,
} from '../stn/response-embedding.ts';
import { inUse } from './dropout-layer.ts';
import { type LayerSpecs, parameterNames } from './layer-parameters.ts';
import type { Initial, ModelSurroundings, NoiseInput, ResponseForm } from './model.ts';
import { perRow } from './shared-values.ts';

const names = parameterNames('embedding');
const dropName = 'embedding.embeddingDropout';

/**
 * Tables start uniform in ±0.1; the response's, in the centred form, at zero, like its map (see layer-parameters.ts).
 * Source: shared STN specification section 3 (initialisers).
 */
export function embeddingSpecs(
  {
    embedding,
    hyperparameters,
    form,
  }: Pick<ModelSurroundings, 'hyperparameters' | 'form'> & { readonly embedding: number },
  vocabulary: number,
): LayerSpecs {
  const uniform: Initial = { kind: 'uniform', bound: 0.1 };
  const zero: Initial = { kind: 'constant', value: 0 };
  const shape = [vocabulary, embedding];
  const general = [{ name: names.weight, shape, initial: uniform }];
  if (form === 'none' || hyperparameters === 0) return { general, response: [] };
  return {
    general,
    response: [
      { name: names.responseWeight, shape, initial: form === 'centred' ? zero : uniform },
      {
        name: names.responseMap,
        shape: [hyperparameters, embedding],
        initial: form === 'published' ? { kind: 'normal', deviation: 0.01 } : zero,
      },
    ],
  };
}

/** Draws for the dropout of whole tokens, one a token of the vocabulary. */
export function embeddingNoise(
  { active }: Pick<ModelSurroundings, 'active'>,
  vocabulary: number,
): readonly NoiseInput[] {
  return active.has(dropName) ? [{ name: dropName, kind: 'uniform', shape: [vocabulary], isShared: true }] : [];
}

/** @param tokens int32 [T, B] @returns [T, B, e] */
export function embed(
  parameters: NamedTensors,
  tokens: tf.Tensor2D,
  conditions: Conditions & { readonly form: ResponseForm },
): Dual<tf.Tensor3D> {
  const { response, isLinearised, form } = conditions;
  const weights = embeddingWeights(parameters, form);
  const values =
    isLinearised === true && response !== null
      ? linearisedEmbedding(tokens, response, weights)
      : still(responseEmbedding(tokens, response, weights));
  const used = inUse(dropName, conditions);
  if (used === null) return values;
  const dropped = { tokens, p: perRow(used.value, tokens.shape[1]), uniform: used.draws as tf.Tensor1D };
  return linearly(values, (value) => dropTokens(value, dropped));
}

function embeddingWeights(parameters: NamedTensors, form: ResponseForm): EmbeddingWeights {
  const weight = parameters[names.weight] as tf.Tensor2D | undefined;
  if (weight === undefined) throw new Error(`The parameters lack ${names.weight}.`);
  const own = parameters[names.responseWeight] as tf.Tensor2D | undefined;
  const map = parameters[names.responseMap] as tf.Tensor2D | undefined;
  if (form === 'none' || own === undefined || map === undefined) return { weight };
  return { weight, response: { weight: own, map, isAdded: form === 'centred' } };
}
