"""python3 -m plugsight_torch.train <job.json>: trains on the batches of standard input, prints one JSON object a line.

job.json: network, recipe, heightPx, widthPx, startWeights, threads, channelsLast, printedSteps, averageWeights and lastWeights
(safetensors to write) and, when wanted, evaluation = {images, count, predictions}: raw float32 pictures [count, channels, H, W]
to run the averaged weights on, and where to put boxes and scores as float32 [count, 4 + nc, A].
"""

import json
import sys
import time

import numpy as np
import torch

from .loss import detection_loss
from .memory import peak_megabytes
from .network import Detector, NetworkConfig, anchor_points, predict
from .optimiser import Recipe, Trainer
from .stream import BatchStream
from .weights import load_weights, save_weights


def say(kind: str, **fields: object) -> None:
    print(json.dumps({"kind": kind, **fields}), flush=True)


def main(job_path: str) -> None:
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    torch.set_num_threads(job["threads"])
    config, recipe = NetworkConfig(**job["network"]), Recipe(**job["recipe"])
    height, width = job["heightPx"], job["widthPx"]
    network = Detector(config)
    load_weights(network, job["startWeights"])
    layout = torch.channels_last if job["channelsLast"] else torch.contiguous_format
    network = network.to(memory_format=layout)
    trainer = Trainer(network, recipe)
    centres, strides = anchor_points(height, width)
    stream = BatchStream(sys.stdin.buffer, config.input_channels, height, width, config.class_count)

    busy = 0.0
    for epoch in range(recipe.epochs):
        network.train()
        sums = np.zeros(3)
        for index in range(recipe.steps_per_epoch):
            batch = stream.next()
            started = time.perf_counter()
            distances, classes = network(batch.images.contiguous(memory_format=layout))
            loss = detection_loss(distances, classes, centres, strides, batch.boxes, batch.one_hot)
            loss.total.backward()
            rate, norm = trainer.step(epoch, index)
            busy += time.perf_counter() - started
            sums += (loss.box, loss.cls, loss.dfl)
            step = epoch * recipe.steps_per_epoch + index
            if step < job["printedSteps"]:
                say(
                    "step",
                    step=step,
                    box=loss.box,
                    cls=loss.cls,
                    dfl=loss.dfl,
                    targetScoreSum=loss.target_score_sum,
                    ownedAnchors=loss.owned_anchors,
                    gradientNorm=None if norm != norm else norm,
                    learningRate=rate,
                    checksum=batch.checksum,
                )
        box, cls, dfl = (sums / recipe.steps_per_epoch).tolist()
        say("epoch", epoch=epoch, box=box, cls=cls, dfl=dfl, learningRate=rate, checksum=batch.checksum)

    average = trainer.average.to(memory_format=torch.contiguous_format)
    save_weights(average.state_dict(), job["averageWeights"])
    if job.get("lastWeights"):
        save_weights(network.to(memory_format=torch.contiguous_format).state_dict(), job["lastWeights"])
    peak = peak_megabytes()
    if job.get("evaluation"):
        write_predictions(average, job["evaluation"], (config.input_channels, height, width))
    images = recipe.epochs * recipe.steps_per_epoch * recipe.batch
    say("finished", seconds=busy, imagesPerSecond=images / busy, peakMegabytes=peak, torch=torch.__version__)


def write_predictions(network: Detector, evaluation: dict, shape: tuple) -> None:
    pictures = np.fromfile(evaluation["images"], np.float32).reshape(evaluation["count"], *shape)
    with open(evaluation["predictions"], "wb") as file:
        for start in range(0, len(pictures), 16):
            boxes, scores = predict(network, torch.from_numpy(pictures[start : start + 16]))
            torch.cat([boxes.transpose(1, 2), scores.transpose(1, 2)], 1).contiguous().numpy().tofile(file)


if __name__ == "__main__":
    main(sys.argv[1])
