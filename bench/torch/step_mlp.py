"""The step benchmark's response perceptron in PyTorch: dropout at the input and behind every hidden layer."""
from side import serve, workload
from stn import Cycle, HyperLinear, Vector, dropout, made_up_part

import torch
import torch.nn as nn
import torch.nn.functional as F


class ResponsePerceptron(nn.Module):
    def __init__(self, dims, hyperparameters):
        super().__init__()
        self.layers = nn.ModuleList(
            HyperLinear(inputs, outputs, hyperparameters) for inputs, outputs in zip(dims, dims[1:])
        )

    def forward(self, x, h, values):
        if values is not None:
            x = dropout(x, values["input.dropout"])
        for index, layer in enumerate(self.layers[:-1]):
            x = F.relu(layer(x, h))
            if values is not None:
                x = dropout(x, values[f"dense{index + 1}.dropout"])
        return self.layers[-1](x, h)


def make_cycle():
    parts = {part: made_up_part((workload["inputs"],)) for part in ("train", "validation")}

    def batch(part, _values):
        pixels, labels = parts[part]
        rows = torch.randint(0, len(labels), (workload["batch"],))
        return pixels[rows].float().div_(255), labels[rows]

    dims = [workload["inputs"], *[layer["width"] for layer in workload["model"]["hidden"]], workload["outputs"]]
    vector = Vector(workload["tuned"])
    return Cycle(ResponsePerceptron(dims, len(vector.names)), vector, batch)


serve(make_cycle)
