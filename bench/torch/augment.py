"""Augmentation of a batch of images [B, 3, H, W] in [0, 1] with a strength an example, on whole tensors.

The authors' code does this image by image with PIL and NumPy in its data set; here the whole batch is done at once, which is faster.
Their jitter draws the order of its four operations for every image, here it is drawn once a batch.
"""
import random

import torch

GREY = (0.2989, 0.587, 0.114)
JITTERS = ("brightness", "contrast", "saturation", "hue")


def _between(low, high):
    """Uniform, one an example, shaped to multiply images."""
    return (low + (high - low) * torch.rand_like(low)).view(-1, 1, 1, 1)


def _grey(x):
    red, green, blue = x.unbind(1)
    return (GREY[0] * red).add_(green, alpha=GREY[1]).add_(blue, alpha=GREY[2]).unsqueeze(1)


def _towards(x, base, factor):
    """base + factor (x - base), inside [0, 1]."""
    return torch.lerp(base, x, factor).clamp_(0, 1)


def _turn_hue(x, turn):
    """Hue in HSV turned by a share of the circle."""
    highest, lowest = x.amax(1), x.amin(1)
    chroma = highest - lowest
    red, green, blue = ((highest.unsqueeze(1) - x) / torch.where(chroma == 0, 1.0, chroma).unsqueeze(1)).unbind(1)
    sixths = torch.where(
        red == 0, blue - green, torch.where(green == 0, red - blue + 2, green - red + 4)
    )
    sixths = sixths + 6 * turn.squeeze(1)
    start = torch.tensor([5.0, 3.0, 1.0]).view(1, 3, 1, 1)
    place = (sixths.unsqueeze(1) + start).remainder_(6)
    part = torch.minimum(place, 4 - place).clamp_(0, 1)
    return highest.unsqueeze(1) - chroma.unsqueeze(1) * part


@torch.no_grad()
def colour_jitter(x, values):
    """Brightness, contrast, saturation and hue in a random order."""
    names = [name for name in JITTERS if f"input.{name}" in values]
    for name in random.sample(names, len(names)):
        # So that a strength at the end of its range keeps a factor that is no constant. Source: the authors' robustify.
        strength = (1 - 2e-3) * values[f"input.{name}"] + 1e-3
        if name == "hue":
            x = _turn_hue(x, _between(-strength, strength))
            continue
        factor = _between((1 - strength).clamp_(min=0), 1 + strength)
        if name == "brightness":
            x = (x * factor).clamp_(0, 1)
        elif name == "contrast":
            x = _towards(x, _grey(x).mean((2, 3), keepdim=True), factor)
        else:
            x = _towards(x, _grey(x), factor)
    return x


@torch.no_grad()
def cutout(x, holes, length):
    """Zeroes squares around random places; the parts of squares outside the image are lost."""
    rows, _, height, width = x.shape
    kept = torch.ones(rows, height, width, dtype=torch.bool)
    for hole in range(int(holes.max())):
        half = torch.where(holes > hole, length / 2, 0.0)[:, None]

        def inside(side):
            centre = torch.randint(0, side, (rows, 1)).float()
            place = torch.arange(side)
            low, high = ((centre - half).clamp(0, side).floor(), (centre + half).clamp(0, side).floor())
            return (place >= low) & (place < high)

        kept &= ~(inside(height)[:, :, None] & inside(width)[:, None, :])
    return x * kept.unsqueeze(1)


@torch.no_grad()
def scale_input(x, strength):
    """Multiplies each example by a factor uniform between 1 / (1 + s) and 1 + s."""
    return x * _between(1 / (1 + strength), 1 + strength)
