"""The family's recipes around torch's own optimisers: groups, warm-up, linear decay, clipping, averaging of weights."""

import copy
import math
from typing import NamedTuple

import torch
from torch import nn

from .network import Detector


class Recipe(NamedTuple):
    optimizer: str  # 'SGD' (Nesterov) or 'AdamW'
    lr0: float
    lrf: float  # last learning rate as a share of lr0
    momentum: float
    weight_decay: float
    warmup_epochs: float
    nominal_batch: int
    batch: int
    epochs: int
    steps_per_epoch: int
    warmup_bias_lr: float
    ema_tau: float


WARMUP_MOMENTUM = 0.8
WARMUP_MINIMUM_STEPS = 100
CLIP_NORM = 10.0
EMA_DECAY = 0.9999


class Trainer:
    """One network with its optimiser and average; `step` takes the gradients that `backward` left behind."""

    def __init__(self, network: Detector, recipe: Recipe):
        self.network = network
        self.recipe = recipe
        self.last_update = -1
        self.updates = 0
        self.average = copy.deepcopy(network).requires_grad_(False)
        self.optimiser = self._make_optimiser()

    def _make_optimiser(self) -> torch.optim.Optimizer:
        recipe = self.recipe
        kernels, norms, biases = [], [], []
        for name, parameter in self.network.named_parameters():
            if parameter.requires_grad:
                (biases if name.endswith(".bias") else kernels if parameter.dim() == 4 else norms).append(parameter)
        accumulate = max(round(recipe.nominal_batch / recipe.batch), 1)
        decay = recipe.weight_decay * recipe.batch * accumulate / recipe.nominal_batch
        groups = [
            {"params": kernels, "weight_decay": decay, "start": 0.0},
            {"params": norms, "weight_decay": 0.0, "start": 0.0},
            {"params": biases, "weight_decay": 0.0, "start": recipe.warmup_bias_lr},
        ]
        if recipe.optimizer == "SGD":
            return torch.optim.SGD(groups, lr=recipe.lr0, momentum=recipe.momentum, nesterov=True)
        if recipe.optimizer == "AdamW":
            return torch.optim.AdamW(groups, lr=recipe.lr0, betas=(recipe.momentum, 0.999))
        raise ValueError(f"no recipe for optimizer {recipe.optimizer}")

    def step(self, epoch: int, index: int) -> tuple:
        """After `backward` of batch `index` (from 0) of `epoch` (from 0).

        Returns the kernels' learning rate and the gradient norm, nan where the gradient only accumulated.
        """
        recipe = self.recipe
        done = epoch * recipe.steps_per_epoch + index
        share = 1.0
        if recipe.warmup_epochs > 0:
            share = min(1.0, done / max(round(recipe.warmup_epochs * recipe.steps_per_epoch), WARMUP_MINIMUM_STEPS))
        accumulate = max(1, round(1 + share * (recipe.nominal_batch / recipe.batch - 1)))
        rate = recipe.lr0 * (max(1 - epoch / recipe.epochs, 0) * (1 - recipe.lrf) + recipe.lrf)
        for group in self.optimiser.param_groups:
            group["lr"] = group["start"] + share * (rate - group["start"])
            if "momentum" in group:
                group["momentum"] = WARMUP_MOMENTUM + share * (recipe.momentum - WARMUP_MOMENTUM)
        rate = self.optimiser.param_groups[0]["lr"]
        if done - self.last_update < accumulate:
            return rate, math.nan
        norm = float(nn.utils.clip_grad_norm_(self.network.parameters(), CLIP_NORM))
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.last_update = done
        self._follow()
        return rate, norm

    @torch.no_grad()
    def _follow(self) -> None:
        self.updates += 1
        share = EMA_DECAY * (1 - math.exp(-self.updates / self.recipe.ema_tau))
        average, current = self.average.state_dict(), self.network.state_dict()
        mine = [average[name] for name in average if average[name].dtype.is_floating_point]
        theirs = [current[name] for name in average if average[name].dtype.is_floating_point]
        torch._foreach_mul_(mine, share)
        torch._foreach_add_(mine, theirs, alpha=1 - share)
