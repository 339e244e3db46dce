"""The work of an import as a plain sequential script with OpenCV: the peer of tests/bench/ingest.ts.

Reads lines of JSON {"files": [...], "folder": "..."}; for each file: read, hash, decode, check, measure, prepare (area, equalise),
write the prepared PNG and fsync it. Answers {"seconds": ..., "images": ...}.
"""
import hashlib
import json
import os
import sys
import time

import cv2
import numpy as np


def ingest(path, folder):
    with open(path, "rb") as file:
        data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if image is None or image.dtype != np.uint8 or image.ndim != 2:
        raise ValueError(f"{path} is not an 8-bit grey picture")
    mean, contrast = cv2.meanStdDev(image)
    sharpness = cv2.Laplacian(image, cv2.CV_64F).var()
    histogram = cv2.calcHist([image], [0], None, [256], [0, 256]).ravel()
    clipped = (histogram[0] + histogram[255]) / image.size
    prepared = cv2.equalizeHist(cv2.resize(image, (306, 256), interpolation=cv2.INTER_AREA))
    encoded = cv2.imencode(".png", prepared)[1]
    with open(os.path.join(folder, digest + ".png"), "wb") as file:
        file.write(encoded.tobytes())
        file.flush()
        os.fsync(file.fileno())
    return [float(mean.ravel()[0]), float(contrast.ravel()[0]), float(sharpness), float(clipped)]


print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    job = json.loads(line)
    start = time.perf_counter()
    measures = [ingest(path, job["folder"]) for path in job["files"]]
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "images": len(measures), "first": measures[0]}), flush=True)
