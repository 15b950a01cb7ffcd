// What the hyperparameters of networks that read tokens do, in words: those of AWD-LSTMs. Not here: the kinds of other networks.

const merity = 'Merity, Keskar and Socher, Regularizing and Optimizing LSTM Language Models (AWD-LSTM), ICLR 2018';
const gal = 'Gal and Ghahramani, NIPS 2016';
const revisited = 'Merity, McCann and Socher, arXiv:1708.01009, 2017';

/** By kind, as `kindWords` has the others. */
export const tokenKindWords = {
  embeddingDropout: {
    name: 'Embedding dropout',
    unit: 'share of tokens',
    sign: '',
    what: 'Blanks whole tokens of the vocabulary at random: a token that is dropped is blank wherever it occurs in the step, so that no single one decides.',
    raiseWhen: 'Rare tokens are learnt by heart: the vocabulary is large for the data.',
    typical: '0.1 in the AWD-LSTM on Penn Treebank; 0 to 0.3.',
    reference: `${gal}; ${merity}.`,
  },
  dropConnect: {
    name: 'DropConnect',
    unit: 'share of recurrent weights',
    sign: '',
    what: 'Cuts this share of the weights that lead from one time to the next, in all LSTM layers. The same weights stay cut for a whole step, so the memory itself is regularised and not its values.',
    raiseWhen: 'The network over-fits although dropout is high, above all with wide layers.',
    typical: '0.5 in the AWD-LSTM on Penn Treebank; 0.2 to 0.7.',
    reference: `Wan et al., ICML 2013; ${merity}.`,
  },
  activationPenalty: {
    name: 'Activation penalty α',
    unit: 'weight of a mean square',
    sign: '',
    what: 'Adds α times the mean square of the last LSTM layer’s outputs, as dropout left them, to the training loss (activation regularisation, AR). It pulls what the layer says towards zero, as L2 pulls its weights.',
    raiseWhen: 'The outputs of the last layer grow while the hold-out loss does not fall.',
    typical: '2 in the AWD-LSTM on Penn Treebank; 0 to 10. It has no upper end.',
    reference: `${revisited}; ${merity}.`,
  },
  temporalPenalty: {
    name: 'Temporal penalty β',
    unit: 'weight of a mean square',
    sign: '',
    what: 'Adds β times the mean square of what the last LSTM layer’s outputs change from one token to the next (temporal activation regularisation, TAR), so that what it remembers changes slowly.',
    raiseWhen: 'What matters lasts over many tokens, and the outputs jump from one to the next.',
    typical: '1 in the AWD-LSTM on Penn Treebank; 0 to 5. It has no upper end.',
    reference: `${revisited}; ${merity}.`,
  },
} as const;

/** Dropout behind the embedding and between LSTM layers. */
export const lockedDropoutWords = {
  what: 'Switches off this share of the layer’s outputs at random. The same outputs stay off for all tokens of an example (locked, or variational, dropout), because a mask that changed at every token would wipe out what the network remembers.',
  typical: '0.3 to 0.65 in the AWD-LSTM on Penn Treebank; for small networks and long texts less.',
  reference: `${gal}; ${merity}.`,
} as const;
