"""python3 -m plugsight_torch.speed <job.json>: a warm trainer that does as many steps as each input line asks for.

job.json: network, heightPx, widthPx, batch, startWeights, batchFile (one batch as in stream.py), threads, frozen. A line `5` on
standard input answers {"seconds": ..., "steps": 5, "peakMegabytes": ..., "items": [box, cls, dfl]} of the last step.
"""

import json
import sys
import time

import torch

from .loss import detection_loss
from .memory import peak_megabytes
from .network import Detector, NetworkConfig, anchor_points
from .optimiser import Recipe, Trainer
from .stream import BatchStream
from .weights import load_weights


def main(job_path: str) -> None:
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    torch.set_num_threads(job["threads"])
    config = NetworkConfig(**job["network"])
    height, width = job["heightPx"], job["widthPx"]
    network = Detector(config)
    load_weights(network, job["startWeights"])
    network = network.to(memory_format=torch.channels_last).train()
    if job["frozen"]:
        network.freeze_backbone()
    trainer = Trainer(network, Recipe(**job["recipe"]))
    centres, strides = anchor_points(height, width)
    with open(job["batchFile"], "rb") as file:
        batch = BatchStream(file, config.input_channels, height, width, config.class_count).next()
    images = batch.images.contiguous(memory_format=torch.channels_last)

    print(json.dumps({"ready": True, "torch": torch.__version__}), flush=True)
    done = 0
    for line in sys.stdin:
        started = time.perf_counter()
        for _ in range(int(line)):
            distances, classes = network(images)
            loss = detection_loss(distances, classes, centres, strides, batch.boxes, batch.one_hot)
            loss.total.backward()
            trainer.step(0, done)
            done += 1
        seconds = time.perf_counter() - started
        items = [loss.box, loss.cls, loss.dfl]
        print(json.dumps({"seconds": seconds, "peakMegabytes": peak_megabytes(), "items": items}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
