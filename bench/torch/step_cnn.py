"""The step benchmark's response CNN in PyTorch: convolutions with channel dropout behind their pooling, then dense layers, all of which
respond; images augmented in training as far as the workload tunes it."""
from augment import colour_jitter, cutout, scale_input
from side import serve, workload
from stn import Cycle, HyperConv2d, HyperLinear, Vector, dropout, dropout2d, made_up_part

import torch
import torch.nn as nn
import torch.nn.functional as F


class ResponseConvNet(nn.Module):
    def __init__(self, hyperparameters):
        super().__init__()
        height, width, channels = workload["imageShape"]
        model = workload["model"]
        self.pools = [layer["pool"] for layer in model["conv"]]
        self.conv = nn.ModuleList()
        for layer in model["conv"]:
            kernel, stride = layer["kernel"], layer["stride"]
            self.conv.append(HyperConv2d(channels, layer["channels"], kernel, stride, hyperparameters))
            channels = layer["channels"]
            height, width = (((side - 1) // stride + 1) // layer["pool"] for side in (height, width))
        dims = [height * width * channels, *[layer["width"] for layer in model["hidden"]], workload["outputs"]]
        self.dense = nn.ModuleList(
            HyperLinear(inputs, outputs, hyperparameters) for inputs, outputs in zip(dims, dims[1:])
        )

    def forward(self, x, h, values):
        rates = values or {}
        for index, (layer, pool) in enumerate(zip(self.conv, self.pools)):
            x = F.relu(layer(x, h))
            if pool > 1:
                x = F.max_pool2d(x, pool)
            if f"conv{index + 1}.dropout" in rates:
                x = dropout2d(x, rates[f"conv{index + 1}.dropout"])
        x = x.flatten(1)
        for index, layer in enumerate(self.dense):
            before = "flatten" if index == 0 else f"dense{index}"
            if f"{before}.dropout" in rates:
                x = dropout(x, rates[f"{before}.dropout"])
            x = layer(x, h)
            if index + 1 < len(self.dense):
                x = F.relu(x)
        return x


def make_cycle():
    height, width, channels = workload["imageShape"]
    parts = {part: made_up_part((channels, height, width)) for part in ("train", "validation")}
    mean, deviation = (torch.full((1, channels, 1, 1), value) for value in (0.48, 0.25))

    def batch(part, values):
        pixels, labels = parts[part]
        rows = torch.randint(0, len(labels), (workload["batch"],))
        x = pixels[rows].float().div_(255)
        if values is not None:
            x = colour_jitter(x, values)
        x = (x - mean).div_(deviation)
        if values is not None:
            if "input.cutoutHoles" in values:
                x = cutout(x, values["input.cutoutHoles"], values["input.cutoutLength"])
            if "input.dropout" in values:
                x = dropout(x, values["input.dropout"])
            if "input.inputScaling" in values:
                x = scale_input(x, values["input.inputScaling"])
        return x, labels[rows]

    vector = Vector(workload["tuned"])
    return Cycle(ResponseConvNet(len(vector.names)), vector, batch)


serve(make_cycle)
