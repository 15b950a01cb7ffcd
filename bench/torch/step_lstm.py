"""The step benchmark's self-tuning LSTM in PyTorch: a language model on a running text, its state carried from step to step.

Source of the settings: the authors' code: SGD with a learning rate of 30 and no momentum, gradients of all parameters clipped to a global
norm of 0.25, Adam on the hyperparameters, whose step sees neither noise nor penalties. The response's weights learn at 1, as the product
has it; that changes no work.
"""
import json

from side import args, prepare, serve, workload
from stn import Vector
from lstm import LanguageModel

import torch
import torch.nn as nn
import torch.nn.functional as F

RATE, RESPONSE_RATE, CLIP = 30, 1, 0.25


class Stream:
    """Made-up tokens as so many streams beside each other, read a step at a time."""

    def __init__(self, seed):
        self.length, rows = workload["model"]["length"], workload["batch"]
        times = workload["rows"] // rows
        generator = torch.Generator(args.device).manual_seed(seed)
        self.tokens = torch.randint(0, workload["outputs"], (times, rows), generator=generator)
        self.at, self.states = 0, None

    def next(self, model):
        """Inputs and answers [T, B] and the states they begin with."""
        if self.states is None or self.at + self.length + 1 > len(self.tokens):
            self.at, self.states = 0, model.fresh_state(workload["batch"])
        part = self.tokens[self.at : self.at + self.length + 1]
        self.at += self.length
        return part[:-1], part[1:], self.states

    def keep(self, states):
        self.states = [tuple(part.detach() for part in state) for state in states]


class Cycle:
    """Training steps under perturbed hyperparameters, then steps that move these on validation data. Called: one cycle."""

    def __init__(self, model, vector):
        self.model, self.vector = model, vector
        general, response = [], []
        for name, parameter in model.named_parameters():
            (response if "hyper_" in name or "to_factors" in name else general).append(parameter)
        self.weights = torch.optim.SGD([{"params": general}, {"params": response, "lr": RESPONSE_RATE}], lr=RATE)
        self.hyper = torch.optim.Adam([vector.u], lr=1e-2)
        self.train, self.validation = Stream(1), Stream(2)

    def loss(self, stream, h, values):
        x, answers, states = stream.next(self.model)
        logits, states, penalty = self.model(x, h, states, values)
        stream.keep(states)
        return F.cross_entropy(logits.flatten(0, 1), answers.flatten()) + penalty

    def train_step(self):
        self.model.train()
        self.weights.zero_grad(set_to_none=True)
        self.hyper.zero_grad(set_to_none=True)
        perturbed = self.vector.perturb(workload["batch"])
        h = perturbed.detach() if args.lean else perturbed
        loss = self.loss(self.train, h, self.vector.values(perturbed))
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
        self.weights.step()
        return loss.item()

    def hyper_step(self):
        self.model.eval()
        self.weights.zero_grad(set_to_none=True)
        self.hyper.zero_grad(set_to_none=True)
        loss = self.loss(self.validation, self.vector.u.repeat(workload["batch"], 1), None)
        loss.backward(inputs=[self.vector.u] if args.lean else None)
        self.hyper.step()
        return loss.item()

    def __call__(self):
        losses = [self.train_step() for _ in range(workload["trainSteps"])]
        return losses + [self.hyper_step() for _ in range(workload["hyperSteps"])]


class GivenDraws:
    """Noise from a list of steps, each by name, instead of drawn noise."""

    def __init__(self, steps):
        self.steps, self.now = iter(steps), None

    def next_step(self):
        self.now = next(self.steps)

    def uniform(self, name, *shape):
        return torch.tensor(self.now[name]).view(shape)


def check(path):
    """Runs cycles from the parameters, noise and texts of a file, and prints the losses of their steps and the hyperparameters after."""
    with open(path) as file:
        given = json.load(file)
    draws = GivenDraws(given["steps"])
    cycle = make_cycle(draws)
    with torch.no_grad():
        for name, parameter in cycle.model.named_parameters():
            parameter.copy_(torch.tensor(given["parameters"].pop(name)).view(parameter.shape))
    assert not given["parameters"], f"Parameters that the model lacks: {list(given['parameters'])}"
    for part in ("train", "validation"):
        # One row a stream, as long as the file has it.
        getattr(cycle, part).tokens = torch.tensor(given[part]).view(workload["batch"], -1).t()

    def perturb(rows):
        draws.next_step()
        noise = torch.tensor(draws.now["perturbation"]).view(rows, -1)
        noise = torch.where(cycle.vector.shared, noise[:1], noise)
        return cycle.vector.u + F.softplus(cycle.vector.s) * noise

    cycle.vector.perturb = perturb
    losses = [loss for _ in range(given["cycles"]) for loss in cycle()]
    print(json.dumps({"losses": losses, "u": cycle.vector.u.tolist()}))


def make_cycle(draws=None):
    vector = Vector(workload["tuned"])
    model = workload["model"]
    widths = [layer["width"] for layer in model["lstm"]]
    return Cycle(
        LanguageModel(workload["outputs"], model["embedding"], widths, len(vector.names), args.lean, draws),
        vector,
    )


if args.check is None:
    serve(make_cycle)
else:
    prepare()
    check(args.check)
