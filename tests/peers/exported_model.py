"""python exported_model.py <job.json>: an exported model in Python's onnxruntime, pictures to boxes with NumPy and OpenCV.

job.json: modelPath, outputPath, pictures (PGM files as prepared), confidence, overlap. Each picture is placed in the middle of the model's
input (resized as OpenCV's INTER_LINEAR, padded with 114, / 255), run, decoded from [1, 4 + nc, N] and suppressed class by class. Writes one list a picture of
[x_min, y_min, x_max, y_max, confidence, class] in the picture's pixels.
"""

import json
import sys

import cv2
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
        tensor, (left, scale_x), (top, scale_y) = letterboxed(picture, height, width, channels)
        output = session.run(None, {model_input.name: tensor})[0]
        kept = suppressed(decoded(output[0], job["confidence"]), job["overlap"])
        kept[:, [0, 2]] = (kept[:, [0, 2]] - left) * scale_x
        kept[:, [1, 3]] = (kept[:, [1, 3]] - top) * scale_y
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
    """The input tensor and, for x and y, the padding before and the scale back to the picture."""
    rows, columns = picture.shape
    ratio = min(height / rows, width / columns)
    new_rows, new_columns = round(rows * ratio), round(columns * ratio)
    if ratio != 1:
        picture = cv2.resize(picture, (new_columns, new_rows), interpolation=cv2.INTER_LINEAR)
    left, top = round((width - new_columns) / 2 - 0.1), round((height - new_rows) / 2 - 0.1)
    plane = np.full((height, width), 114, np.float32)
    plane[top : top + new_rows, left : left + new_columns] = picture
    tensor = np.repeat((plane / np.float32(255))[None, None], channels, 1)
    return tensor, (left, columns / new_columns), (top, rows / new_rows)


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
