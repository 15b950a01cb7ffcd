"""A self-tuning LSTM in PyTorch: response layers without a gain, DropConnect, locked dropout, a language model of them.

Written from the published equations in the style of the authors' code: modules, a Python loop over times in every layer, the response's
factors computed in every call. `is_lean` spares it what need not be done in the loop: products of a layer's inputs and the response's
factors are then computed once a pass.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Draws:
    """Uniform noise by name. A check replaces it by given numbers."""

    def uniform(self, _name, *shape):
        return torch.rand(*shape)


def kept(uniform, rate):
    """Mask that keeps with probability 1 - rate, scaled so that the mean stays; rates carry no gradient."""
    keep = (1 - rate).detach()
    return (uniform < keep).float() / keep


class HyperLinear(nn.Module):
    """y = W x + b + (V h)_weight * (W_h x) + (V h)_bias * b_h; a mask, if any, lies on W and W_h."""

    def __init__(self, inputs, outputs, hyperparameters):
        super().__init__()
        self.outputs = outputs
        bound = inputs**-0.5
        self.elem_weight = nn.Parameter(torch.empty(outputs, inputs).uniform_(-bound, bound))
        self.elem_bias = nn.Parameter(torch.empty(outputs).uniform_(-bound, bound))
        self.hyper_weight = nn.Parameter(torch.empty(outputs, inputs).uniform_(-bound, bound))
        self.hyper_bias = nn.Parameter(torch.empty(outputs).uniform_(-bound, bound))
        self.to_factors = nn.Linear(hyperparameters, 2 * outputs, bias=False)
        nn.init.normal_(self.to_factors.weight, std=0.01)

    def factors(self, h):
        factors = self.to_factors(h)
        return factors[:, : self.outputs], factors[:, self.outputs :]

    def weights(self, mask=None):
        if mask is None:
            return self.elem_weight, self.hyper_weight
        return self.elem_weight * mask, self.hyper_weight * mask

    def forward(self, x, h, weights, factors=None):
        general, response = weights
        of_weight, of_bias = self.factors(h) if factors is None else factors
        return F.linear(x, general, self.elem_bias) + of_weight * F.linear(x, response) + of_bias * self.hyper_bias


class HyperEmbedding(nn.Module):
    def __init__(self, vocabulary, width, hyperparameters):
        super().__init__()
        self.elem_weight = nn.Parameter(torch.empty(vocabulary, width).uniform_(-0.1, 0.1))
        self.hyper_weight = nn.Parameter(torch.empty(vocabulary, width).uniform_(-0.1, 0.1))
        self.to_factors = nn.Linear(hyperparameters, width, bias=False)
        nn.init.normal_(self.to_factors.weight, std=0.01)

    def forward(self, tokens, h, mask):
        general, response = self.elem_weight, self.hyper_weight
        if mask is not None:
            general, response = general * mask, response * mask
        return F.embedding(tokens, general) + self.to_factors(h) * F.embedding(tokens, response)


class HyperLSTMLayer(nn.Module):
    """One layer, stepped through time; gates in the order forget, input, output, candidate."""

    def __init__(self, inputs, width, hyperparameters):
        super().__init__()
        self.width = width
        self.i2h = HyperLinear(inputs, 4 * width, hyperparameters)
        self.h2h = HyperLinear(width, 4 * width, hyperparameters)

    def forward(self, x, h, state, mask, is_lean):
        """x [T, B, I] to the outputs [T, B, width] and the last state."""
        hidden, cell = state
        of_inputs, of_hidden = self.i2h.weights(), self.h2h.weights(mask)
        factors = self.h2h.factors(h) if is_lean else None
        projected = self.i2h(x, h, of_inputs) if is_lean else None
        outputs = []
        for time in range(len(x)):
            from_input = projected[time] if is_lean else self.i2h(x[time], h, of_inputs)
            gates = from_input + self.h2h(hidden, h, of_hidden, factors)
            forget, enter, leave, candidate = gates.chunk(4, 1)
            cell = torch.sigmoid(forget) * cell + torch.sigmoid(enter) * torch.tanh(candidate)
            hidden = torch.sigmoid(leave) * torch.tanh(cell)
            outputs.append(hidden)
        return torch.stack(outputs), (hidden, cell)


class LanguageModel(nn.Module):
    """Embedding, LSTM layers, decoder tied to the embedding's general weights."""

    def __init__(self, vocabulary, embedding, widths, hyperparameters, is_lean=False, draws=None):
        super().__init__()
        self.is_lean, self.draws = is_lean, draws or Draws()
        self.embedding = HyperEmbedding(vocabulary, embedding, hyperparameters)
        self.layers = nn.ModuleList(
            HyperLSTMLayer(inputs, width, hyperparameters) for inputs, width in zip([embedding, *widths], widths)
        )
        bound = widths[-1] ** -0.5
        self.decoder_bias = nn.Parameter(torch.empty(vocabulary).uniform_(-bound, bound))

    def fresh_state(self, rows):
        return [(torch.zeros(rows, layer.width), torch.zeros(rows, layer.width)) for layer in self.layers]

    def locked(self, x, name, values):
        """One mask for all times, a rate an example."""
        if name not in values:
            return x
        rows, width = x.shape[1:]
        return x * kept(self.draws.uniform(name, rows, width), values[name].view(-1, 1))

    def forward(self, tokens, h, states, values):
        """tokens [T, B] to logits [T, B, V], the last states, and the penalty on activities; values None in evaluation."""
        rates = values or {}
        embedding_mask = None
        if "embedding.embeddingDropout" in rates:
            name, rows = "embedding.embeddingDropout", len(self.embedding.elem_weight)
            embedding_mask = kept(self.draws.uniform(name, rows, 1), rates[name][0])
        x = self.locked(self.embedding(tokens, h, embedding_mask), "embedding.dropout", rates)
        last_states = []
        for index, (layer, state) in enumerate(zip(self.layers, states)):
            mask = None
            if "recurrent.dropConnect" in rates:
                uniform = self.draws.uniform(f"lstm{index + 1}.dropConnect", 4 * layer.width, layer.width)
                mask = kept(uniform, rates["recurrent.dropConnect"][0])
            raw, state = layer(x, h, state, mask, self.is_lean)
            last_states.append(state)
            x = self.locked(raw, f"lstm{index + 1}.dropout", rates)
        penalty = 0
        if "recurrent.activationPenalty" in rates:
            penalty = penalty + rates["recurrent.activationPenalty"][0] * x.pow(2).mean()
        if "recurrent.temporalPenalty" in rates:
            penalty = penalty + rates["recurrent.temporalPenalty"][0] * (raw[1:] - raw[:-1]).pow(2).mean()
        return F.linear(x, self.embedding.elem_weight, self.decoder_bias), last_states, penalty
