// LSTMs: tokens -> embedding -> (LSTM -> locked dropout)* -> what the task needs: every next token of a running text, or one answer for a
// whole sequence (token-heads.ts).
import * as tf from '@tensorflow/tfjs-core';
import type { TokenShape } from '../../src-shared/domain/input-shape.ts';
import { layerNames } from '../../src-shared/domain/layer-names.ts';
import type { LstmConfig } from '../../src-shared/domain/run-config.ts';
import { activationPenalty, temporalPenalty } from '../stn/activity-penalties.ts';
import { linearly, toFirstOrder } from '../stn/dual.ts';
import type { Conditions, Pass } from '../stn/network.ts';
import { describe } from './dense-stack.ts';
import { dropLocked, dropoutNoise } from './dropout-layer.ts';
import { embed, embeddingNoise, embeddingSpecs } from './embedding-layer.ts';
import { lstmLayer, lstmNoise, lstmParts, lstmSpecs, stateNames } from './lstm-layer.ts';
import type { Model, ModelSurroundings } from './model.ts';
import { formUnder, penaltyOf } from './penalty.ts';
import { type Seen, tokenHead } from './token-heads.ts';

export interface LstmSpec extends ModelSurroundings, Omit<LstmConfig, 'kind'> {}

/**
 * Networks that answer at a sequence's end begin with forget gates that let most of a state pass. Source: Jozefowicz, Zaremba & Sutskever
 * 2015. On running texts there is none, as in the reference.
 */
const forgetBiasOfSequences = 1;

/** @throws Error when the data are no tokens, which is a bug of the caller */
export function lstm(spec: LstmSpec): Model {
  const { tokens, lstm: layers, hidden, embedding, active } = spec;
  if (tokens === undefined) throw new Error('An LSTM reads tokens, and these data are numbers.');
  const length = tokens.isRunningText ? spec.length : Math.min(spec.length, spec.inputs);
  const recurrent = layers.map(({ width }, index) => ({
    name: `lstm${index + 1}`,
    below: layers[index - 1]?.width ?? embedding,
    width,
  }));
  const names = layerNames({ ...spec, kind: 'lstm' });
  const head = tokenHead(names.slice(names.indexOf('recurrent') + 1), {
    ...spec,
    hidden,
    tokens,
    width: recurrent.at(-1)?.width ?? embedding,
    length,
  });
  const own = embeddingSpecs(spec, tokens.vocabulary);
  const specs = recurrent.map((layer) => lstmSpecs(layer, spec, tokens.isRunningText ? 0 : forgetBiasOfSequences));
  const all = [own, ...specs, ...head.specs];
  const general = all.flatMap((layer) => layer.general);
  const response = all.flatMap((layer) => layer.response);
  return {
    layers: [
      describe('input', [length]),
      describe('embedding', [length, embedding], own),
      ...recurrent.map(({ name, width }, index) => describe(name, [length, width], specs[index])),
      describe('recurrent', [length, recurrent.at(-1)?.width ?? 0]),
      ...head.layers,
    ],
    largestActivity: Math.max(
      ...recurrent.map(({ width }) => 4 * width * length),
      ...(tokens.isRunningText ? [length * spec.outputs] : []),
    ),
    parameters: [...general, ...response],
    general: general.map(({ name }) => name),
    response: response.map(({ name }) => name),
    noise: [
      ...embeddingNoise(spec, tokens.vocabulary),
      ...dropoutNoise('embedding', embedding, active),
      ...recurrent.flatMap((layer) => [...lstmNoise(layer, active), ...dropoutNoise(layer.name, layer.width, active)]),
      ...head.noise,
    ],
    sharesResponse: true,
    carried: tokens.isRunningText
      ? Object.fromEntries(
          recurrent.flatMap(({ name, width }) => Object.values(stateNames(name)).map((state) => [state, [width]])),
        )
      : {},
    forward: (parameters, x, conditions): Pass => {
      const seen = seenTokens(x as tf.Tensor2D, tokens, length);
      const under = { ...conditions, form: formUnder(conditions, spec.form) };
      let activity = linearly(embed(parameters, seen.tokens, under), (x) => dropLocked(x, 'embedding', conditions));
      let raw = activity;
      const carried: Record<string, tf.Tensor> = {};
      for (const layer of recurrent) {
        const state = stateNames(layer.name);
        const pass = lstmLayer(layer, { x: activity, isReal: seen.isReal }, { parameters, conditions: under });
        raw = pass.outputs;
        activity = linearly(raw, (x) => dropLocked(x, layer.name, conditions));
        if (tokens.isRunningText) Object.assign(carried, { [state.h]: pass.h, [state.c]: pass.c });
      }
      return {
        output: toFirstOrder(head.forward(parameters, { activity, isReal: seen.isReal }, conditions)),
        carried,
        penalty: activityPenalty(
          { raw: toFirstOrder(raw), dropped: toFirstOrder(activity), isReal: seen.isReal },
          conditions,
        ),
      };
    },
    penalty: (parameters, conditions) =>
      penaltyOf(parameters, [...recurrent.map(({ name }) => name), ...head.weighted], {
        conditions,
        form: formUnder(conditions, spec.form),
        partsOf: (layer) => (layer.startsWith('lstm') ? lstmParts(layer) : [layer]),
      }),
  };
}

/** The tokens times first, [T, B]; of a sequence that is longer than the network looks back the last ones, and where they are padding. */
function seenTokens(
  x: tf.Tensor2D,
  { isRunningText }: TokenShape,
  length: number,
): { readonly tokens: tf.Tensor2D; readonly isReal: tf.Tensor3D | null } {
  const [rows, given] = x.shape;
  const seen = isRunningText ? given : Math.min(length, given);
  const last = seen === given ? x : tf.slice(x, [0, given - seen], [rows, seen]);
  const tokens = tf.transpose(last, [1, 0]) as tf.Tensor2D;
  if (isRunningText) return { tokens, isReal: null };
  return { tokens, isReal: tf.expandDims(tf.cast(tf.greater(tokens, tf.scalar(0, 'int32')), 'float32'), 2) };
}

function activityPenalty(
  { raw, dropped, isReal }: Pick<Seen, 'isReal'> & { readonly raw: tf.Tensor3D; readonly dropped: tf.Tensor3D },
  conditions: Conditions,
): tf.Scalar | null {
  const onSize = conditions.valueOf('recurrent.activationPenalty');
  const onChange = conditions.valueOf('recurrent.temporalPenalty');
  const terms = [
    ...(onSize === null ? [] : [activationPenalty({ activity: dropped, strength: onSize, isReal })]),
    ...(onChange === null ? [] : [temporalPenalty({ activity: raw, strength: onChange, isReal })]),
  ];
  return terms.length === 0 ? null : (tf.addN(terms) as tf.Scalar);
}
