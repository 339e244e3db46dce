"""python3 training_step.py <job.json>: one training step in float64.

job.json: network, recipe, heightPx, widthPx, startWeights, batchFile, position (epoch, batchInEpoch: where the schedule stands),
gradients and weights (safetensors to write: of this batch, and after the step, running statistics included). Prints the loss items.
"""

import json
import sys

import torch

from plugsight_torch.loss import detection_loss
from plugsight_torch.network import Detector, NetworkConfig, anchor_points
from plugsight_torch.optimiser import Recipe, Trainer
from plugsight_torch.stream import BatchStream
from plugsight_torch.weights import load_weights, save_weights


def main(job_path: str) -> None:
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    config = NetworkConfig(**job["network"])
    height, width = job["heightPx"], job["widthPx"]
    network = Detector(config)
    load_weights(network, job["startWeights"])
    network = network.double().train()
    trainer = Trainer(network, Recipe(**job["recipe"]))
    with open(job["batchFile"], "rb") as file:
        batch = BatchStream(file, config.input_channels, height, width, config.class_count).next()
    centres, strides = anchor_points(height, width, torch.float64)
    distances, classes = network(batch.images.double())
    loss = detection_loss(distances, classes, centres, strides, batch.boxes.double(), batch.one_hot.double())
    loss.total.backward()
    gradients = {name: p.grad.clone() for name, p in network.named_parameters() if p.grad is not None}
    save_weights(gradients, job["gradients"])
    rate, norm = trainer.step(*job["position"])
    save_weights(network.state_dict(), job["weights"])
    print(
        json.dumps(
            {
                "box": loss.box,
                "cls": loss.cls,
                "dfl": loss.dfl,
                "targetScoreSum": loss.target_score_sum,
                "ownedAnchors": loss.owned_anchors,
                "gradientNorm": norm,
                "learningRate": rate,
                "torch": torch.__version__,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
