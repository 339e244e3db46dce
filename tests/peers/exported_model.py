"""python exported_model.py <job.json>: an exported model in Python's onnxruntime, pictures to boxes with NumPy alone.

job.json: modelPath, outputPath, pictures (PGM files as prepared), confidence, overlap. Each picture is placed in the middle of the model's
input (padded with 114, / 255), run, decoded from [1, 4 + nc, N] and suppressed class by class. Writes one list a picture of
[x_min, y_min, x_max, y_max, confidence, class] in the picture's pixels.
"""

import json
import sys

import numpy as np
import onnxruntime


def main(job_path: str) -> None:
    with open(job_path, encoding="utf-8") as file:
        job = json.load(file)
    session = onnxruntime.InferenceSession(job["modelPath"], providers=["CPUExecutionProvider"])
    model_input = session.get_inputs()[0]
    _, channels, height, width = model_input.shape
    answers = []
    for path in job["pictures"]:
        picture = read_pgm(path)
        tensor, left, top = letterboxed(picture, height, width, channels)
        output = session.run(None, {model_input.name: tensor})[0]
        kept = suppressed(decoded(output[0], job["confidence"]), job["overlap"])
        kept[:, [0, 2]] -= left
        kept[:, [1, 3]] -= top
        answers.append(kept.tolist())
    with open(job["outputPath"], "w", encoding="utf-8") as file:
        json.dump(answers, file)
    print(json.dumps({"onnxruntime": onnxruntime.__version__, "metadata": session.get_modelmeta().custom_metadata_map}))


def read_pgm(path: str) -> np.ndarray:
    with open(path, "rb") as file:
        data = file.read()
    magic, width, height, _ = data.split(maxsplit=4)[:4]
    assert magic == b"P5"
    return np.frombuffer(data[-int(width) * int(height) :], np.uint8).reshape(int(height), int(width))


def letterboxed(picture: np.ndarray, height: int, width: int, channels: int) -> tuple:
    rows, columns = picture.shape
    assert min(height / rows, width / columns) == 1, "the check's pictures fill the input in one direction without resizing"
    left, top = round((width - columns) / 2 - 0.1), round((height - rows) / 2 - 0.1)
    plane = np.full((height, width), 114, np.float32)
    plane[top : top + rows, left : left + columns] = picture
    return np.repeat((plane / np.float32(255))[None, None], channels, 1), left, top


def decoded(output: np.ndarray, confidence: float) -> np.ndarray:
    """Rows of x_min, y_min, x_max, y_max, confidence, class; one for each class above the confidence."""
    classes, anchors = np.nonzero(output[4:] > np.float32(confidence))
    x, y, w, h = output[:4, anchors]
    scores = output[4 + classes, anchors]
    return np.stack([x - w / 2, y - h / 2, x + w / 2, y + h / 2, scores, classes.astype(np.float32)], 1)


def suppressed(rows: np.ndarray, overlap: float) -> np.ndarray:
    """Highest confidence first; equal ones by x_min, y_min, x_max, y_max, class."""
    rows = rows.astype(np.float64)
    rows = rows[np.lexsort((rows[:, 5], rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0], -rows[:, 4]))]
    kept = []
    for row in rows:
        if len(kept) == 300:
            break
        if all(other[5] != row[5] or intersection_over_union(other, row) <= overlap for other in kept):
            kept.append(row)
    return np.array(kept, np.float64).reshape(-1, 6)


def intersection_over_union(a: np.ndarray, b: np.ndarray) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


if __name__ == "__main__":
    main(sys.argv[1])
