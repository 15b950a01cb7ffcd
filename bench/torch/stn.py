"""A self-tuning network in PyTorch: response layers, dropout with a rate an example, the hyperparameter vector, and one cycle of steps.

Written from the published equations in the style of the authors' code: modules, torch.optim, eager, one backward pass a step over
everything.
"""
import math

from side import args, workload

import torch
import torch.nn as nn
import torch.nn.functional as F

ENTROPY_WEIGHT = 1e-3
LOG_ROOT_TWO_PI_E = 0.5 * math.log(2 * math.pi * math.e)


class HyperLayer(nn.Module):
    """y = c (W x + b) + (V h)_weight * (W_h x) + (V h)_bias * b_h, with weights of a shape whose first axis is the outputs."""

    def __init__(self, shape, hyperparameters):
        super().__init__()
        self.outputs = shape[0]
        bound = 1 / math.sqrt(math.prod(shape[1:]))
        self.elem_weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.elem_bias = nn.Parameter(torch.empty(self.outputs).uniform_(-bound, bound))
        self.hyper_weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.hyper_bias = nn.Parameter(torch.empty(self.outputs).uniform_(-bound, bound))
        self.elem_scalar = nn.Parameter(torch.ones(1))
        self.to_factors = nn.Linear(hyperparameters, 2 * self.outputs, bias=False)
        nn.init.normal_(self.to_factors.weight, std=0.01)

    def factors(self, h):
        """[B, outputs] for the response weights, and for the response biases."""
        factors = self.to_factors(h)
        return factors[:, : self.outputs], factors[:, self.outputs :]


class HyperLinear(HyperLayer):
    def __init__(self, inputs, outputs, hyperparameters):
        super().__init__((outputs, inputs), hyperparameters)

    def forward(self, x, h):
        of_weight, of_bias = self.factors(h)
        general = self.elem_scalar * F.linear(x, self.elem_weight, self.elem_bias)
        return general + of_weight * F.linear(x, self.hyper_weight) + of_bias * self.hyper_bias


class HyperConv2d(HyperLayer):
    def __init__(self, inputs, outputs, kernel, stride, hyperparameters):
        super().__init__((outputs, inputs, kernel, kernel), hyperparameters)
        self.where = {"stride": stride, "padding": (kernel - 1) // 2}

    def forward(self, x, h):
        of_weight, of_bias = self.factors(h)
        general = self.elem_scalar * F.conv2d(x, self.elem_weight, self.elem_bias, **self.where)
        response = of_weight[:, :, None, None] * F.conv2d(x, self.hyper_weight, **self.where)
        return general + response + (of_bias * self.hyper_bias)[:, :, None, None]


def _masked(x, rates, mask_shape):
    keep = (1 - rates).detach().view(-1, *[1] * (x.dim() - 1))
    return x * ((torch.rand(mask_shape) < keep) / keep)


def dropout(x, rates):
    """Drops values with one rate an example; rates carry no gradient."""
    return _masked(x, rates, x.shape)


def dropout2d(x, rates):
    """Drops whole channels of [B, C, H, W] with one rate an example."""
    return _masked(x, rates, (x.shape[0], x.shape[1], 1, 1))


class Vector:
    """The tuned hyperparameters: unconstrained values u, unconstrained scales s, and what they stand for."""

    def __init__(self, tuned):
        self.names = [entry["name"] for entry in tuned]
        self.low = torch.tensor([float(entry["range"][0]) for entry in tuned])
        # JSON has no infinity: null.
        self.endless = torch.tensor([entry["range"][1] is None for entry in tuned])
        self.span = torch.tensor([float(entry["range"][1] or 0) for entry in tuned]) - self.low
        self.whole = torch.tensor([entry["discrete"] for entry in tuned])
        self.shared = torch.tensor([entry["isShared"] for entry in tuned])
        above = torch.tensor([float(entry["start"]) for entry in tuned]) - self.low
        inside = torch.logit(above / torch.where(self.endless, 2 * above, self.span))
        self.u = torch.where(self.endless, above.expm1().log(), inside).requires_grad_()
        self.s = torch.tensor([math.log(math.expm1(entry["scale"])) for entry in tuned], requires_grad=True)

    def perturb(self, rows):
        """[rows, H]; one draw for all rows of those that they share."""
        noise = torch.randn(rows, len(self.names))
        if self.shared.any():
            noise = torch.where(self.shared, noise[:1], noise)
        return self.u + F.softplus(self.s) * noise

    @torch.no_grad()
    def values(self, perturbed):
        """Each hyperparameter's value for each example, by name; whole numbers are rounded down."""
        values = self.low + self.span * torch.sigmoid(perturbed)
        if self.endless.any():
            values = torch.where(self.endless, self.low + F.softplus(perturbed), values)
        values = torch.where(self.whole, values.floor(), values)
        return dict(zip(self.names, values.unbind(1)))

    def entropy(self):
        return (torch.log(F.softplus(self.s)) + LOG_ROOT_TWO_PI_E).sum()


class Cycle:
    """Training steps under perturbed hyperparameters, then steps that move these on validation data. Called: one cycle.

    @param model called with (x, h, values), values being None in evaluation
    @param batch from "train" or "validation" and values (or None) to the inputs and labels of one batch
    """

    def __init__(self, model, vector, batch):
        self.model, self.vector, self.batch = model, vector, batch
        self.weights = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
        self.hyper = torch.optim.Adam([vector.u], lr=3e-3)
        self.scale = torch.optim.Adam([vector.s], lr=3e-3)

    def loss(self, part):
        perturbed = self.vector.perturb(workload["batch"])
        values = self.vector.values(perturbed) if part == "train" else None
        x, labels = self.batch(part, values)
        fit = F.cross_entropy(self.model(x, perturbed, values), labels)
        return fit - ENTROPY_WEIGHT * self.vector.entropy()

    def clear(self):
        for optimizer in (self.weights, self.hyper, self.scale):
            optimizer.zero_grad(set_to_none=True)

    def train_step(self):
        self.model.train()
        self.clear()
        loss = self.loss("train")
        loss.backward()
        self.weights.step()
        return loss.item()

    def hyper_step(self):
        self.model.eval()
        self.clear()
        loss = self.loss("validation")
        loss.backward(inputs=[self.vector.u, self.vector.s] if args.lean else None)
        self.hyper.step()
        self.scale.step()
        return loss.item()

    def __call__(self):
        for _ in range(workload["trainSteps"]):
            self.train_step()
        for _ in range(workload["hyperSteps"]):
            self.hyper_step()


def made_up_part(shape):
    """Bytes like an image's, and labels: as many rows as the workload has."""
    generator = torch.Generator(args.device).manual_seed(1)
    rows = workload["rows"]
    pixels = torch.randint(0, 256, (rows, *shape), dtype=torch.uint8, generator=generator)
    return pixels, torch.randint(0, workload["outputs"], (rows,), generator=generator)
