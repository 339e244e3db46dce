"""Weights by name between a safetensors file and the network."""

import torch

from .network import Detector
from .safetensors import read_tensors, write_tensors

# Not part of what the two sides exchange: a counter, and the fixed projection.
_UNSHARED = ("num_batches_tracked", "dfl.conv.weight")


def _shared(name: str) -> bool:
    return not name.endswith(_UNSHARED)


def load_weights(network: Detector, path: str) -> None:
    """Every weight and statistic must be in the file under the network's name; anything missing or left over is an error."""
    given = {name: array for name, array in read_tensors(path).items() if _shared(name)}
    own = {name: tensor for name, tensor in network.state_dict().items() if _shared(name)}
    missing, extra = sorted(own.keys() - given.keys()), sorted(given.keys() - own.keys())
    if missing or extra:
        raise KeyError(f"{path}: missing {missing[:5]}, not of this network {extra[:5]}")
    with torch.no_grad():
        for name, tensor in own.items():
            tensor.copy_(torch.from_numpy(given[name]))


def save_weights(state: dict, path: str) -> None:
    write_tensors(path, {name: tensor.detach().numpy() for name, tensor in state.items() if _shared(name)})
