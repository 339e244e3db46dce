"""Writes tests/fixtures/trainer/optimiser-steps.json: short runs of torch.optim that our typed-array optimisers must follow.

/usr/bin/python3 tests/peers/make_optimiser_fixture.py
"""

import json
import math
import pathlib

import torch

TARGET = pathlib.Path(__file__).parent.parent / "fixtures" / "trainer" / "optimiser-steps.json"
STEPS, LENGTH = 6, 5


def run(kind: str) -> dict:
    torch.manual_seed(7)
    weights = torch.nn.Parameter(torch.randn(LENGTH))
    start = weights.detach().tolist()
    gradients = torch.randn(STEPS, LENGTH) * torch.tensor([0.01, 1, 30, 100, 1e-5])
    rates = [0.0, 0.004, 0.01, 0.01, 0.005, 0.001]
    momenta = [0.8, 0.85, 0.9, 0.937, 0.937, 0.937] if kind == "SGD" else [0.9] * STEPS
    decay = 0.05
    if kind == "SGD":
        optimiser = torch.optim.SGD([weights], lr=1, momentum=0.9, weight_decay=decay, nesterov=True)
    else:
        optimiser = torch.optim.AdamW([weights], lr=1, betas=(0.9, 0.999), weight_decay=decay)
    steps = []
    for gradient, rate, momentum in zip(gradients, rates, momenta):
        group = optimiser.param_groups[0]
        group["lr"] = rate
        if kind == "SGD":
            group["momentum"] = momentum
        weights.grad = gradient.clone()
        norm = float(torch.nn.utils.clip_grad_norm_([weights], 10.0))
        optimiser.step()
        steps.append(
            {
                "gradient": gradient.tolist(),
                "learningRate": rate,
                "momentum": momentum,
                "norm": norm,
                "weights": weights.detach().tolist(),
            }
        )
    return {"kind": kind, "weightDecay": decay, "start": start, "steps": steps}


def average() -> list:
    values, running, rows = [1.0, -2.0, 0.5], [0.0, 1.0, 0.5], []
    for update in (1, 2, 500, 4000):
        share = 0.9999 * (1 - math.exp(-update / 2000))
        running = [share * r + (1 - share) * v for r, v in zip(running, values)]
        rows.append({"update": update, "running": running})
    return rows


if __name__ == "__main__":
    content = {"torch": torch.__version__, "optimisers": [run("SGD"), run("AdamW")], "average": average()}
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(content, indent=1) + "\n")
