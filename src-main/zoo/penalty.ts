// The weight penalties of a model: those of its layers, added up.
import * as tf from '@tensorflow/tfjs-core';
import { asMatrices } from '../stn/layer-weights.ts';
import type { Conditions, NamedTensors } from '../stn/network.ts';
import { l1Penalty, l2Penalty } from '../stn/penalties.ts';
import { layerWeights } from './layer-parameters.ts';
import type { ResponseForm } from './model.ts';

/**
 * @param layers names of those with weights
 * @param partsOf under what names a layer's weights are kept; absent: under its own
 * @returns a scalar, or null where no penalty is in use
 */
export function penaltyOf(
  parameters: NamedTensors,
  layers: readonly string[],
  {
    conditions,
    form,
    partsOf = (layer) => [layer],
  }: {
    readonly conditions: Conditions;
    readonly form: ResponseForm;
    readonly partsOf?: (layer: string) => readonly string[];
  },
): tf.Scalar | null {
  const terms = layers.flatMap((layer) => {
    const l2 = conditions.valueOf(`${layer}.l2`);
    const l1 = conditions.valueOf(`${layer}.l1`);
    if (l2 === null && l1 === null) return [];
    return partsOf(layer).flatMap((part) => {
      const weights = asMatrices(layerWeights(parameters, part, form));
      return [
        ...(l2 === null ? [] : [l2Penalty(l2, conditions.response, weights)]),
        ...(l1 === null ? [] : [l1Penalty(l1, conditions.response, weights)]),
      ];
    });
  });
  return terms.length === 0 ? null : (tf.addN(terms) as tf.Scalar);
}

/** Without something to respond to, only the general weights are asked for. */
export function formUnder(conditions: Conditions, form: ResponseForm): ResponseForm {
  return conditions.response === null ? 'none' : form;
}
