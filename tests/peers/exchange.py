"""Labels as other tools' own readers see them, and files as other tools write them.

    exchange.py <job.json>     {"do": "read", "format", "folder"} or {"do": "write", "tool", "from", "to"}

Prints one JSON object: for "read", {"images": {name: [[class, x_min, y_min, x_max, y_max], ...]}}, corners as the tool gives them.
"""

import json
import os
import sys


def read_coco(folder):
    from pycocotools.coco import COCO

    sys.stdout = sys.stderr
    coco = COCO(os.path.join(folder, "annotations", "instances_default.json"))
    sys.stdout = sys.__stdout__
    names = {category["id"]: category["name"] for category in coco.loadCats(coco.getCatIds())}
    images = {}
    for image in coco.loadImgs(coco.getImgIds()):
        boxes = []
        for annotation in coco.loadAnns(coco.getAnnIds(imgIds=[image["id"]])):
            x, y, width, height = annotation["bbox"]
            boxes.append([names[annotation["category_id"]], x, y, x + width, y + height])
        images[image["file_name"]] = boxes
    return images


def read_datumaro(folder, form):
    import datumaro

    dataset = datumaro.Dataset.import_from(folder, form)
    labels = dataset.categories()[datumaro.AnnotationType.label]
    images = {}
    for item in dataset:
        boxes = []
        for annotation in item.annotations:
            if annotation.type == datumaro.AnnotationType.bbox:
                x, y, width, height = annotation.get_bbox()
                boxes.append([labels[annotation.label].name, x, y, x + width, y + height])
        extension = os.path.splitext(item.media.path)[1] if item.media is not None else ""
        images[item.id + extension] = boxes
    return images


def converter(folder):
    from label_studio_sdk.converter import Converter

    with open(os.path.join(folder, "labeling-interface.xml"), encoding="utf-8") as file:
        return Converter(file.read(), project_dir=folder)


def read_label_studio(folder):
    images = {}
    for item in converter(folder).iter_from_json_file(os.path.join(folder, "tasks.json")):
        if item["annotation_id"] is None:
            continue
        boxes = []
        for region in item["output"].get("label", []):
            width, height = region["original_width"] / 100, region["original_height"] / 100
            x, y = region["x"] * width, region["y"] * height
            boxes.append(
                [region["rectanglelabels"][0], x, y, x + region["width"] * width, y + region["height"] * height]
            )
        images[item["input"]["image"]] = boxes
    return images


def read(job):
    form, folder = job["format"], job["folder"]
    if form == "coco":
        return read_coco(folder)
    if form == "label-studio":
        return read_label_studio(folder)
    return read_datumaro(folder, form)


def write(job):
    tool, source, target = job["tool"], job["from"], job["to"]
    if tool.startswith("datumaro "):
        import datumaro

        dataset = datumaro.Dataset.import_from(source, "coco_instances")
        dataset.export(target, tool.split(" ")[1], save_media=False)
        return
    tasks = os.path.join(source, "tasks.json")
    os.makedirs(target, exist_ok=True)
    if tool == "label-studio json-min":
        converter(source).convert_to_json_min(tasks, target, is_dir=False)
    elif tool == "label-studio coco":
        converter(source).convert_to_coco(tasks, target, output_image_dir=os.path.join(target, "images"), is_dir=False)
    elif tool == "label-studio voc":
        converter(source).convert_to_voc(tasks, target, output_image_dir=os.path.join(target, "images"), is_dir=False)
    else:
        raise SystemExit(f"unknown tool {tool}")


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        asked = json.load(file)
    if asked["do"] == "read":
        print(json.dumps({"images": read(asked)}))
    else:
        write(asked)
        print(json.dumps({}))
