"""Batches as the bench writes them to standard input.

One batch: int32 count, int32 rows, then float32 images [count, channels, H, W] in 0..1, boxes [count, rows, 4] as corners in
network pixels and one-hot classes [count, rows, nc]; rows of zeros pad. Little-endian.
"""

import zlib
from typing import BinaryIO, NamedTuple

import numpy as np
import torch
from torch import Tensor


class Batch(NamedTuple):
    images: Tensor
    boxes: Tensor
    one_hot: Tensor
    checksum: int  # CRC-32 of the three arrays' bytes, in this order


class BatchStream:
    def __init__(self, file: BinaryIO, channels: int, height: int, width: int, class_count: int):
        self.file = file
        self.image_shape = (channels, height, width)
        self.class_count = class_count

    def next(self) -> Batch:
        count, rows = self._read((2,), np.int32)
        images = self._read((count, *self.image_shape), np.float32)
        boxes = self._read((count, rows, 4), np.float32)
        one_hot = self._read((count, rows, self.class_count), np.float32)
        checksum = 0
        for array in (images, boxes, one_hot):
            checksum = zlib.crc32(array, checksum)
        return Batch(torch.from_numpy(images), torch.from_numpy(boxes), torch.from_numpy(one_hot), checksum)

    def _read(self, shape: tuple, dtype: type) -> np.ndarray:
        array = np.empty(shape, dtype)
        view, got = memoryview(array.reshape(-1)).cast("B"), 0
        while got < len(view):
            read = self.file.readinto(view[got:])
            if not read:
                raise EOFError("the batch stream ended inside a batch")
            got += read
        return array
