"""PyTorch's side of the step benchmark: STN cycles of a response perceptron, eager, on the processor.

Written from the published equations in the style of the authors' code: HyperLinear modules, torch.optim, one backward pass a step over
everything. Driven over standard input: each line holds a number of cycles to run, and is answered by one line of JSON
{"ms": time of one cycle, "peakMB": highest resident memory so far}. The first line it prints says that it is ready.

Usage: step_mlp.py --dims 784,512,512,10 --batch 128 --train-steps 2 --hyper-steps 1 --threads 1
"""
import argparse
import json
import math
import os
import sys
import time


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dims", required=True, help="widths from the inputs to the outputs, by commas")
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--rows", type=int, required=True, help="rows of the made-up data, each part")
    parser.add_argument("--train-steps", type=int, required=True)
    parser.add_argument("--hyper-steps", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument(
        "--lean",
        action="store_true",
        help="leave out the weight gradients of a hyperparameter step, which the authors' code computes and discards",
    )
    return parser.parse_args()


args = arguments()
# BLAS reads these when it is loaded, so they come before torch.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = str(args.threads)

import torch  # noqa: E402
import torch.nn as nn  # noqa: E402
import torch.nn.functional as F  # noqa: E402

DROPOUT_LIMIT = 0.9
ENTROPY_WEIGHT = 1e-3
LOG_ROOT_TWO_PI_E = 0.5 * math.log(2 * math.pi * math.e)


class HyperLinear(nn.Module):
    """y = c (x W + b) + (h V)_weight * (x W_h) + (h V)_bias * b_h."""

    def __init__(self, inputs, outputs, hyperparameters):
        super().__init__()
        bound = 1 / math.sqrt(inputs)
        self.outputs = outputs
        self.elem_weight = nn.Parameter(torch.empty(outputs, inputs).uniform_(-bound, bound))
        self.elem_bias = nn.Parameter(torch.empty(outputs).uniform_(-bound, bound))
        self.hyper_weight = nn.Parameter(torch.empty(outputs, inputs).uniform_(-bound, bound))
        self.hyper_bias = nn.Parameter(torch.empty(outputs).uniform_(-bound, bound))
        self.elem_scalar = nn.Parameter(torch.ones(1))
        self.to_factors = nn.Linear(hyperparameters, 2 * outputs, bias=False)
        nn.init.normal_(self.to_factors.weight, std=0.01)

    def forward(self, x, h):
        factors = self.to_factors(h)
        general = self.elem_scalar * F.linear(x, self.elem_weight, self.elem_bias)
        response = factors[:, : self.outputs] * F.linear(x, self.hyper_weight)
        return general + response + factors[:, self.outputs :] * self.hyper_bias


def dropout(x, rates):
    """Drops with one rate an example; rates carry no gradient."""
    keep = (1 - rates).detach().unsqueeze(1)
    return x * ((torch.rand_like(x) < keep) / keep)


class ResponsePerceptron(nn.Module):
    def __init__(self, dims, hyperparameters):
        super().__init__()
        self.layers = nn.ModuleList(
            HyperLinear(inputs, outputs, hyperparameters) for inputs, outputs in zip(dims, dims[1:])
        )

    def forward(self, x, h, rates):
        if self.training:
            x = dropout(x, rates[:, 0])
        for index, layer in enumerate(self.layers[:-1]):
            x = F.relu(layer(x, h))
            if self.training:
                x = dropout(x, rates[:, index + 1])
        return self.layers[-1](x, h)


def made_up_part(rows, inputs, classes):
    """Bytes like an image's, and labels."""
    generator = torch.Generator().manual_seed(1)
    pixels = torch.randint(0, 256, (rows, inputs), dtype=torch.uint8, generator=generator)
    return pixels, torch.randint(0, classes, (rows,), generator=generator)


class Cycle:
    def __init__(self, dims):
        hyperparameters = len(dims) - 1
        self.model = ResponsePerceptron(dims, hyperparameters)
        self.u = torch.full((hyperparameters,), math.log(0.05 / 0.85), requires_grad=True)
        self.s = torch.full((hyperparameters,), math.log(math.expm1(0.5)), requires_grad=True)
        self.weights = torch.optim.SGD(self.model.parameters(), lr=0.01, momentum=0.9)
        self.hyper = torch.optim.Adam([self.u], lr=3e-3)
        self.scale = torch.optim.Adam([self.s], lr=3e-3)
        self.parts = {part: made_up_part(args.rows, dims[0], dims[-1]) for part in ("train", "validation")}

    def batch(self, part):
        pixels, labels = self.parts[part]
        rows = torch.randint(0, len(labels), (args.batch,))
        return pixels[rows].float().div_(255), labels[rows]

    def loss(self, part):
        x, labels = self.batch(part)
        perturbed = self.u + F.softplus(self.s) * torch.randn(args.batch, len(self.u))
        rates = DROPOUT_LIMIT * torch.sigmoid(perturbed)
        fit = F.cross_entropy(self.model(x, perturbed, rates), labels)
        entropy = (torch.log(F.softplus(self.s)) + LOG_ROOT_TWO_PI_E).sum()
        return fit - ENTROPY_WEIGHT * entropy

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
        loss.backward(inputs=[self.u, self.s] if args.lean else None)
        self.hyper.step()
        self.scale.step()
        return loss.item()

    def run(self):
        for _ in range(args.train_steps):
            self.train_step()
        for _ in range(args.hyper_steps):
            self.hyper_step()


def peak_mb():
    with open("/proc/self/status") as status:
        line = next(line for line in status if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main():
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    cycle = Cycle([int(width) for width in args.dims.split(",")])
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        cycles = int(line)
        start = time.perf_counter()
        for _ in range(cycles):
            cycle.run()
        ms = (time.perf_counter() - start) * 1000 / cycles
        print(json.dumps({"ms": ms, "peakMB": peak_mb()}), flush=True)


main()
