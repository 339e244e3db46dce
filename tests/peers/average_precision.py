"""Average precision of a stored set by the reference implementations, for fixtures and for the benchmark `evaluate`.

  python average_precision.py fixtures <folder>    writes the random sets with their expected values (needs numpy, pycocotools)
  python average_precision.py expect <set.json>    adds the expected values to one set, in place
  python average_precision.py serve <set.json>     for each line of standard input, evaluates once and answers with seconds and figures

A set is {"classes": [name], "images": [{"id", "truth": [[class, x_min, y_min, x_max, y_max]], "detections": [[class, confidence,
x_min, y_min, x_max, y_max]]}]}. Images, labels and detections are listed to pycocotools in the product's order, so that equal
confidences mean the same on both sides, and maxDets is 300. `ultralytics` and `ultralytics-legacy` are written down here with
numpy from the published description of the two formulas and of their matching.
"""

import contextlib
import io
import json
import pathlib
import random
import sys
import time

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

THRESHOLDS = np.linspace(0.5, 0.95, 10)
POINTS = np.linspace(0, 1, 101)


def listed(images):
    """The product's order: images by id, labels by box, detections by confidence, then box; above 0.001, at most 300 an image."""
    for image in sorted(images, key=lambda image: image["id"]):
        truth = sorted(image["truth"], key=lambda row: (row[1:], row[0]))
        detections = sorted(image["detections"], key=lambda row: (-row[1], row[2:], row[0]))
        yield image["id"], truth, [row for row in detections if row[1] > 0.001][:300]


def coco_inputs(data):
    images, annotations, results = [], [], []
    for index, (_, truth, detections) in enumerate(listed(data["images"]), 1):
        images.append({"id": index, "width": 10000, "height": 10000})
        for klass, x0, y0, x1, y1 in truth:
            box = [x0, y0, x1 - x0, y1 - y0]
            annotations.append({"id": len(annotations) + 1, "image_id": index, "category_id": klass, "bbox": box, "area": box[2] * box[3], "iscrowd": 0})
        for klass, confidence, x0, y0, x1, y1 in detections:
            results.append({"image_id": index, "category_id": klass, "score": confidence, "bbox": [x0, y0, x1 - x0, y1 - y0]})
    categories = [{"id": index, "name": name} for index, name in enumerate(data["classes"])]
    return {"images": images, "annotations": annotations, "categories": categories}, results


def coco(truth, results):
    reference = COCO()
    reference.dataset = truth
    with contextlib.redirect_stdout(io.StringIO()):
        reference.createIndex()
        evaluation = COCOeval(reference, reference.loadRes(results), "bbox")
        evaluation.params.maxDets = [1, 10, 300]
        evaluation.params.areaRng = [[0, 1e10]]
        evaluation.params.areaRngLbl = ["all"]
        evaluation.evaluate()
        evaluation.accumulate()
    precision = evaluation.eval["precision"][:, :, :, 0, 2]  # thresholds, recall points, classes
    per_class = {}
    for index, klass in enumerate(evaluation.params.catIds):
        if (precision[:, :, index] > -1).all():
            per_class[klass] = precision[:, :, index].mean(axis=1)
    return per_class


def ious(labels, boxes):
    low = np.maximum(labels[:, None, :2], boxes[None, :, :2])
    high = np.minimum(labels[:, None, 2:], boxes[None, :, 2:])
    shared = (high - low).clip(0).prod(2)
    areas = [(some[:, 2:] - some[:, :2]).prod(1) for some in (labels, boxes)]
    return shared / (areas[0][:, None] + areas[1][None, :] - shared)


def ultralytics(data):
    """Both formulas: {formula: {class: AP at the ten thresholds}}."""
    rows = {}  # class -> [(confidence, correct at ten thresholds)]
    labels_of = {}
    for _, truth, detections in listed(data["images"]):
        for klass in {row[0] for row in truth} | {row[0] for row in detections}:
            labels = np.array([row[1:] for row in truth if row[0] == klass], float).reshape(-1, 4)
            found = [row for row in detections if row[0] == klass]
            boxes = np.array([row[2:] for row in found], float).reshape(-1, 4)
            correct = np.zeros((len(found), 10), bool)
            overlap = ious(labels, boxes)
            for index, threshold in enumerate(THRESHOLDS):
                pairs = [(label, box) for label in range(len(labels)) for box in range(len(boxes)) if overlap[label, box] >= threshold]
                pairs.sort(key=lambda pair: overlap[pair])
                pairs.reverse()
                first_of_box = {}
                for label, box in pairs:
                    first_of_box.setdefault(box, label)
                first_of_label = {}
                for box in sorted(first_of_box):
                    first_of_label.setdefault(first_of_box[box], box)
                for box in first_of_label.values():
                    correct[box, index] = True
            labels_of[klass] = labels_of.get(klass, 0) + len(labels)
            rows.setdefault(klass, []).extend((row[1], correct[place]) for place, row in enumerate(found))
    answer = {"ultralytics-legacy": {}, "ultralytics": {}}
    for klass, labels in sorted(labels_of.items()):
        if labels == 0:
            continue
        ranked = sorted(rows.get(klass, []), key=lambda row: -row[0])
        for formula, per_class in answer.items():
            per_class[klass] = np.array([area(ranked, threshold, labels, formula) for threshold in range(10)])
    return answer


def area(ranked, threshold, labels, formula):
    if not ranked:
        return 0.0
    correct = np.array([row[1][threshold] for row in ranked])
    found = correct.cumsum()
    recall = found / labels
    precision = found / np.arange(1, len(correct) + 1)
    if formula == "ultralytics":
        recall = np.concatenate(([0.0], recall, [recall[-1], 1.0]))
        precision = np.concatenate(([1.0], precision, [0.0, 0.0]))
    else:
        recall = np.concatenate(([0.0], recall, [1.0]))
        precision = np.concatenate(([1.0], precision, [0.0]))
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return np.trapezoid(np.interp(POINTS, recall, envelope), POINTS)


def figures(per_class):
    table = np.array(list(per_class.values()))
    return {
        "map50": float(table[:, 0].mean()),
        "map5095": float(table.mean()),
        "classes": {str(klass): [float(values[0]), float(values.mean())] for klass, values in per_class.items()},
    }


def expected(data):
    answer = {"coco": coco(*coco_inputs(data))} | ultralytics(data)
    return {formula: figures(per_class) for formula, per_class in answer.items()}


def random_set(seed, images, classes, levels, crowding, whole_pixels, silent=(), unlabelled=()):
    """Labels with near hits, doubles, wrong classes and stray boxes; `levels` > 0 quantises the confidences so that many are equal."""
    draw = random.Random(seed)

    def number(value):
        return round(value) if whole_pixels else round(value, 2)

    def box(width, height):
        x0, y0 = draw.uniform(0, 300), draw.uniform(0, 200)
        return [number(x0), number(y0), number(x0 + width), number(y0 + height)]

    def confidence(high):
        value = draw.betavariate(4, 2) if high else draw.betavariate(1.5, 4)
        return round(max(1, value * levels)) / levels if levels else round(value, 5)

    def near(row, spread):
        return [number(value + draw.gauss(0, spread)) for value in row[:2]] + [number(value + draw.gauss(0, spread)) for value in row[2:]]

    rows = []
    for _ in range(images):
        truth, detections = [], []
        for _ in range(draw.choice([0, 1, 1, 2, 3])):
            klass = draw.choice([index for index in range(classes) if index not in unlabelled])
            truth.append([klass, *box(draw.uniform(10, 60), draw.uniform(10, 60))])
            if draw.random() < 0.2:
                truth.append([klass, *near(truth[-1][1:], 3)])
        for klass, *label in truth:
            for _ in range(draw.choice([0, 1, 1, 1, 2])):
                detections.append([klass, confidence(True), *near(label, draw.choice([0, 0.5, 1, 2, 4]))])
            if draw.random() < 0.1:
                detections.append([draw.randrange(classes), confidence(True), *label])
        for _ in range(draw.randrange(crowding + 1)):
            detections.append([draw.randrange(classes), confidence(False), *box(draw.uniform(10, 60), draw.uniform(10, 60))])
        detections = [row for row in detections if row[0] not in silent and row[4] > row[2] and row[5] > row[3]]
        truth = [row for row in truth if row[3] > row[1] and row[4] > row[2]]
        draw.shuffle(detections)
        draw.shuffle(truth)
        rows.append({"id": f"{draw.getrandbits(40):010x}", "truth": truth, "detections": detections})
    return {"classes": [f"class {index}" for index in range(classes)], "images": rows}


RANDOM_SETS = {
    "one-class": dict(seed=1, images=60, classes=1, levels=0, crowding=2, whole_pixels=False),
    "several-classes": dict(seed=2, images=80, classes=5, levels=0, crowding=4, whole_pixels=False),
    "equal-confidences": dict(seed=3, images=60, classes=2, levels=4, crowding=3, whole_pixels=True),
    "all-equal": dict(seed=4, images=40, classes=1, levels=1, crowding=3, whole_pixels=True),
    "whole-pixels": dict(seed=5, images=60, classes=2, levels=16, crowding=2, whole_pixels=True),
    "silent-and-unlabelled": dict(seed=6, images=50, classes=4, levels=0, crowding=3, whole_pixels=False, silent=(1,), unlabelled=(3,)),
    "crowded": dict(seed=7, images=4, classes=1, levels=100, crowding=500, whole_pixels=True),
}


def write(path, data):
    rows = ",\n".join(json.dumps(image, separators=(",", ":")) for image in data["images"])
    head = json.dumps({key: value for key, value in data.items() if key != "images"}, indent=1)[:-2]
    path.write_text(f'{head},\n "images": [\n{rows}\n]}}\n', encoding="utf-8")


def main(command, path):
    if command == "fixtures":
        folder = pathlib.Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, how in RANDOM_SETS.items():
            data = random_set(**how)
            write(folder / f"{name}.json", {"expected": expected(data), **data})
        return
    data = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    if command == "expect":
        write(pathlib.Path(path), {**data, "expected": expected(data)})
        return
    truth, results = coco_inputs(data)
    print(json.dumps({"ready": True}), flush=True)
    for _ in sys.stdin:
        started = time.perf_counter()
        per_class = coco(truth, results)
        print(json.dumps({"seconds": time.perf_counter() - started, **figures(per_class)}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
