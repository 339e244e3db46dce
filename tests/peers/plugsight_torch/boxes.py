"""Overlap of boxes given as corners (x_min, y_min, x_max, y_max); all functions broadcast."""

import math

import torch
from torch import Tensor

EPSILON = 1e-7


def intersection_over_union(a: Tensor, b: Tensor) -> Tensor:
    overlap = (torch.min(a[..., 2:], b[..., 2:]) - torch.max(a[..., :2], b[..., :2])).clamp(min=0).prod(-1)
    area_a = (a[..., 2:] - a[..., :2]).prod(-1)
    area_b = (b[..., 2:] - b[..., :2]).prod(-1)
    return overlap / (area_a + area_b - overlap + EPSILON)


def complete_iou(a: Tensor, b: Tensor) -> Tensor:
    """CIoU (Zheng et al. 2020); its trade-off factor alpha is a constant for the gradient."""
    iou = intersection_over_union(a, b)
    hull = torch.max(a[..., 2:], b[..., 2:]) - torch.min(a[..., :2], b[..., :2])
    between = (a[..., :2] + a[..., 2:] - b[..., :2] - b[..., 2:]) / 2
    distance = between.square().sum(-1) / (hull.square().sum(-1) + EPSILON)
    aspect = 4 / math.pi**2 * (_angle(b) - _angle(a)).square()
    with torch.no_grad():
        alpha = aspect / (aspect - iou + 1 + EPSILON)
    return iou - distance - alpha * aspect


def _angle(box: Tensor) -> Tensor:
    return torch.atan((box[..., 2] - box[..., 0]) / (box[..., 3] - box[..., 1] + EPSILON))
