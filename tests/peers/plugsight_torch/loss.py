"""Task-aligned assignment and the three losses, index-based, with autograd."""

from typing import NamedTuple

import torch
from torch import Tensor

from .boxes import complete_iou, intersection_over_union
from .network import BINS, decode_boxes

TOP = 10
BOX_GAIN, CLASS_GAIN, DISTRIBUTION_GAIN = 7.5, 0.5, 1.5
NORMALISER_EPSILON = 1e-16


class Targets(NamedTuple):
    boxes: Tensor  # [N, A, 4], corners in network pixels; zero where no box owns the anchor
    scores: Tensor  # [N, A, nc]
    owned: Tensor  # [N, A] bool


class LossItems(NamedTuple):
    total: Tensor  # scalar with gradient: the sum of the three, times the batch
    box: float
    cls: float
    dfl: float
    target_score_sum: float
    owned_anchors: int


@torch.no_grad()
def assign(boxes: Tensor, logits: Tensor, centres: Tensor, truth: Tensor, one_hot: Tensor) -> Targets:
    """Who owns which anchor.

    boxes [N, A, 4] predicted, logits [N, A, nc], centres [A, 2], truth [N, M, 4], one_hot [N, M, nc]; rows of zeros pad.
    """
    overlap = intersection_over_union(truth[:, :, None], boxes[:, None])  # [N, M, A]
    margins = torch.cat([centres - truth[:, :, None, :2], truth[:, :, None, 2:] - centres], 3)
    inside = margins.amin(3) > 1e-9
    wanted = one_hot @ logits.sigmoid().transpose(1, 2)
    metric = wanted.sqrt() * overlap**6 * inside
    values, indices = metric.topk(min(TOP, metric.shape[2]), 2)
    candidate = torch.zeros_like(inside).scatter_(2, indices, values > 0)
    owner = overlap.masked_fill(~candidate, -1).argmax(1, keepdim=True)
    candidate &= torch.zeros_like(candidate).scatter_(1, owner, True)
    kept = metric * candidate
    best_metric = kept.amax(2, keepdim=True)
    best_overlap = (overlap * candidate).amax(2, keepdim=True)
    score = (kept * best_overlap / (best_metric + NORMALISER_EPSILON)).sum(1)  # [N, A]
    owned = candidate.any(1)
    row = candidate.float().argmax(1)  # [N, A]
    target_boxes = truth.gather(1, row[..., None].expand(-1, -1, 4)) * owned[..., None]
    classes = one_hot.gather(1, row[..., None].expand(-1, -1, one_hot.shape[2])) * owned[..., None]
    return Targets(target_boxes, classes * score[..., None], owned)


def detection_loss(
    distances: Tensor, classes: Tensor, centres: Tensor, strides: Tensor, truth: Tensor, one_hot: Tensor
) -> LossItems:
    """distances [N, 64, A], classes [N, nc, A] logits; truth [N, M, 4] in network pixels, one_hot [N, M, nc]."""
    batch, _, anchors = distances.shape
    logits = classes.transpose(1, 2)
    boxes = decode_boxes(distances, centres, strides)
    targets = assign(boxes.detach(), logits.detach(), centres, truth, one_hot)
    weight = targets.scores.sum(2)
    normaliser = weight.sum().clamp(min=1)

    owned = targets.owned
    weights = weight[owned]
    truth_boxes = targets.boxes[owned]
    box = ((1 - complete_iou(boxes[owned], truth_boxes)) * weights).sum() / normaliser

    point = centres.expand(batch, anchors, 2)[owned]
    scale = strides.expand(batch, anchors)[owned][:, None]
    wanted = torch.cat([point - truth_boxes[:, :2], truth_boxes[:, 2:] - point], 1) / scale
    wanted = wanted.clamp(0, BINS - 1 - 0.01)
    lower = wanted.floor().long()
    share = lower + 1 - wanted
    log_bins = distances.view(batch, 4, BINS, anchors).permute(0, 3, 1, 2)[owned].log_softmax(2)
    at_lower = log_bins.gather(2, lower[..., None])[..., 0]
    at_upper = log_bins.gather(2, lower[..., None] + 1)[..., 0]
    distribution = (-(at_lower * share + at_upper * (1 - share)).mean(1) * weights).sum() / normaliser

    cls = torch.nn.functional.binary_cross_entropy_with_logits(logits, targets.scores, reduction="sum") / normaliser

    items = torch.stack([BOX_GAIN * box, CLASS_GAIN * cls, DISTRIBUTION_GAIN * distribution])
    values = items.detach().tolist()
    return LossItems(items.sum() * batch, *values, float(normaliser), int(owned.sum()))
