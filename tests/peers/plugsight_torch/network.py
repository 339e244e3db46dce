"""The network: C2f blocks, SPPF, decoupled head with 16 distribution bins a side.

Attribute names are those of the family's state dict (`model.0.conv.weight`, `model.22.cv2.0.2.bias`), so that weights pass
between the two sides by name alone.
"""

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn

BINS = 16
STRIDES = (8, 16, 32)


class NetworkConfig(NamedTuple):
    width: float
    depth: float
    class_count: int
    input_channels: int


class ConvolutionUnit(nn.Module):
    """Convolution without bias, batch normalisation, SiLU."""

    def __init__(self, channels_in: int, channels_out: int, kernel: int = 1, stride: int = 1):
        super().__init__()
        self.conv = nn.Conv2d(channels_in, channels_out, kernel, stride, kernel // 2, bias=False)
        self.bn = nn.BatchNorm2d(channels_out, eps=1e-3, momentum=0.03)

    def forward(self, x: Tensor) -> Tensor:
        return nn.functional.silu(self.bn(self.conv(x)), inplace=True)


class Bottleneck(nn.Module):
    def __init__(self, channels: int, shortcut: bool):
        super().__init__()
        self.cv1 = ConvolutionUnit(channels, channels, 3)
        self.cv2 = ConvolutionUnit(channels, channels, 3)
        self.shortcut = shortcut

    def forward(self, x: Tensor) -> Tensor:
        y = self.cv2(self.cv1(x))
        return x + y if self.shortcut else y


class C2f(nn.Module):
    """Half of the channels go through a chain of bottlenecks; every link of the chain is kept and mixed at the end."""

    def __init__(self, channels_in: int, channels_out: int, repeats: int, shortcut: bool):
        super().__init__()
        half = channels_out // 2
        self.cv1 = ConvolutionUnit(channels_in, 2 * half)
        self.cv2 = ConvolutionUnit((2 + repeats) * half, channels_out)
        self.m = nn.ModuleList(Bottleneck(half, shortcut) for _ in range(repeats))

    def forward(self, x: Tensor) -> Tensor:
        parts = list(self.cv1(x).chunk(2, 1))
        for bottleneck in self.m:
            parts.append(bottleneck(parts[-1]))
        return self.cv2(torch.cat(parts, 1))


class PyramidPooling(nn.Module):
    """SPPF: three 5x5 max pools in a row, their results side by side."""

    def __init__(self, channels: int):
        super().__init__()
        self.cv1 = ConvolutionUnit(channels, channels // 2)
        self.cv2 = ConvolutionUnit(channels // 2 * 4, channels)

    def forward(self, x: Tensor) -> Tensor:
        parts = [self.cv1(x)]
        for _ in range(3):
            parts.append(nn.functional.max_pool2d(parts[-1], 5, 1, 2))
        return self.cv2(torch.cat(parts, 1))


class Head(nn.Module):
    """For each level two towers: `cv2` gives 4 x 16 distance logits, `cv3` the class logits."""

    def __init__(self, channels: tuple, class_count: int):
        super().__init__()
        box = max(16, channels[0] // 4, 4 * BINS)
        cls = max(channels[0], min(class_count, 100))
        self.cv2 = nn.ModuleList(self._tower(c, box, 4 * BINS) for c in channels)
        self.cv3 = nn.ModuleList(self._tower(c, cls, class_count) for c in channels)
        # The family's state dict carries the fixed projection 0..15 as a frozen 1x1 convolution.
        self.dfl = nn.Module()
        self.dfl.conv = nn.Conv2d(BINS, 1, 1, bias=False).requires_grad_(False)
        self.dfl.conv.weight.data[:] = torch.arange(BINS, dtype=torch.float32).view(1, BINS, 1, 1)

    @staticmethod
    def _tower(channels_in: int, channels: int, channels_out: int) -> nn.Sequential:
        return nn.Sequential(
            ConvolutionUnit(channels_in, channels, 3),
            ConvolutionUnit(channels, channels, 3),
            nn.Conv2d(channels, channels_out, 1),
        )

    def forward(self, levels: list) -> tuple:
        """Returns distance logits [N, 64, A] and class logits [N, nc, A], anchors of the three levels one after another."""
        distances = torch.cat([tower(x).flatten(2) for tower, x in zip(self.cv2, levels)], 2)
        classes = torch.cat([tower(x).flatten(2) for tower, x in zip(self.cv3, levels)], 2)
        return distances, classes


class Detector(nn.Module):
    def __init__(self, config: NetworkConfig):
        super().__init__()
        self.config = config

        def c(base: int) -> int:
            return math.ceil(min(base, 1024) * config.width / 8) * 8

        def n(base: int) -> int:
            return max(1, round(base * config.depth))

        blank = nn.Identity
        self.model = nn.ModuleList(
            [
                ConvolutionUnit(config.input_channels, c(64), 3, 2),
                ConvolutionUnit(c(64), c(128), 3, 2),
                C2f(c(128), c(128), n(3), True),
                ConvolutionUnit(c(128), c(256), 3, 2),
                C2f(c(256), c(256), n(6), True),  # 4: stride 8
                ConvolutionUnit(c(256), c(512), 3, 2),
                C2f(c(512), c(512), n(6), True),  # 6: stride 16
                ConvolutionUnit(c(512), c(1024), 3, 2),
                C2f(c(1024), c(1024), n(3), True),
                PyramidPooling(c(1024)),  # 9: stride 32
                blank(),  # upsample
                blank(),  # concat with 6
                C2f(c(1024) + c(512), c(512), n(3), False),  # 12
                blank(),  # upsample
                blank(),  # concat with 4
                C2f(c(512) + c(256), c(256), n(3), False),  # 15
                ConvolutionUnit(c(256), c(256), 3, 2),
                blank(),  # concat with 12
                C2f(c(256) + c(512), c(512), n(3), False),  # 18
                ConvolutionUnit(c(512), c(512), 3, 2),
                blank(),  # concat with 9
                C2f(c(512) + c(1024), c(1024), n(3), False),  # 21
                Head((c(256), c(512), c(1024)), config.class_count),
            ]
        )

    def forward(self, x: Tensor) -> tuple:
        """Image [N, channels, H, W] in 0..1, H and W multiples of 32. Returns the head's logits."""
        layer = self.model
        for index in range(5):
            x = layer[index](x)
        stride8 = x
        stride16 = layer[6](layer[5](stride8))
        stride32 = layer[9](layer[8](layer[7](stride16)))
        up16 = layer[12](torch.cat([_twice(stride32), stride16], 1))
        out8 = layer[15](torch.cat([_twice(up16), stride8], 1))
        out16 = layer[18](torch.cat([layer[16](out8), up16], 1))
        out32 = layer[21](torch.cat([layer[19](out16), stride32], 1))
        return layer[22]([out8, out16, out32])

    def freeze_backbone(self) -> None:
        """Layers 0 to 9 keep their weights and their statistics; call `train()` first, this puts their norms into eval mode."""
        for layer in self.model[:10]:
            layer.eval()
            for parameter in layer.parameters():
                parameter.requires_grad_(False)


def _twice(x: Tensor) -> Tensor:
    return nn.functional.interpolate(x, scale_factor=2, mode="nearest")


def anchor_points(height: int, width: int, dtype: torch.dtype = torch.float32) -> tuple:
    """Cell centres [A, 2] as x, y in network pixels and the stride of each [A]."""
    centres, strides = [], []
    for stride in STRIDES:
        rows, columns = height // stride, width // stride
        y, x = torch.meshgrid(torch.arange(rows, dtype=dtype), torch.arange(columns, dtype=dtype), indexing="ij")
        centres.append((torch.stack([x, y], 2).view(-1, 2) + 0.5) * stride)
        strides.append(torch.full((rows * columns,), float(stride), dtype=dtype))
    return torch.cat(centres), torch.cat(strides)


def decode_boxes(distances: Tensor, centres: Tensor, strides: Tensor) -> Tensor:
    """Distance logits [N, 64, A] to corners [N, A, 4] in network pixels: the expectation over the bins, times the stride."""
    count, _, anchors = distances.shape
    probabilities = distances.view(count, 4, BINS, anchors).permute(0, 3, 1, 2).softmax(3)
    bins = torch.arange(BINS, dtype=distances.dtype)
    pixels = (probabilities @ bins) * strides[:, None]
    return torch.cat([centres - pixels[..., :2], centres + pixels[..., 2:]], 2)


@torch.no_grad()
def predict(network: Detector, images: Tensor) -> tuple:
    """Boxes [N, A, 4] (corners, network pixels) and class probabilities [N, A, nc]; the network is put into eval mode."""
    network.eval()
    distances, classes = network(images)
    centres, strides = anchor_points(images.shape[2], images.shape[3], images.dtype)
    return decode_boxes(distances, centres, strides), classes.sigmoid().transpose(1, 2)
