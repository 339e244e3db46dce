"""python3 state_dict.py <job.json>: an exported PyTorch state dict in the peer's network.

job.json: network, statePath (.pt), imagesPath and outputPath (raw float32), count, heightPx, widthPx. Writes boxes (corners, network
pixels) and scores [count, 4 + nc, A].
"""

import json
import sys

import numpy as np
import torch

from plugsight_torch.network import Detector, NetworkConfig, predict


def main(job_path: str) -> None:
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    config = NetworkConfig(**job["network"])
    network = Detector(config)
    # weights_only: nothing but tensors may be in the file.
    state = torch.load(job["statePath"], map_location="cpu", weights_only=True)
    network.load_state_dict(state, strict=True)
    shape = (job["count"], config.input_channels, job["heightPx"], job["widthPx"])
    images = torch.from_numpy(np.fromfile(job["imagesPath"], np.float32).reshape(shape))
    boxes, scores = predict(network, images)
    torch.cat([boxes, scores], 2).transpose(1, 2).contiguous().numpy().tofile(job["outputPath"])
    print(json.dumps({"torch": torch.__version__, "tensors": len(state)}))


if __name__ == "__main__":
    main(sys.argv[1])
