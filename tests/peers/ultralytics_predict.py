"""python ultralytics_predict.py <model.onnx> <threads> <height> <width>: Ultralytics' own predict with an ONNX model.

Each line of standard input is one JSON object: {"path": an image file, "prepare": [width, height] or null}. With "prepare" the
picture is read as grey, resized by area and equalised with OpenCV first, as the model's own pictures were. The answer is one JSON line
{"milliseconds": ..., "boxes": [[x_min, y_min, x_max, y_max, confidence, class], ...]} in pixels of the file, or of the prepared
picture. The time runs from the path to the boxes.
"""

import json
import os
import sys
import time

os.environ.setdefault("YOLO_OFFLINE", "true")
os.environ.setdefault("YOLO_AUTOINSTALL", "false")
os.environ.setdefault("YOLO_VERBOSE", "false")

model_path, threads, height, width = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
os.environ["OMP_NUM_THREADS"] = str(threads)

import cv2  # noqa: E402
import onnxruntime  # noqa: E402
import torch  # noqa: E402
import ultralytics  # noqa: E402

torch.set_num_threads(threads)
cv2.setNumThreads(threads)
_Session = onnxruntime.InferenceSession


def session_with_threads(path, options=None, **named):
    """Ultralytics leaves the number of threads to the runtime; a fair comparison gives both sides the same."""
    options = options or onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return _Session(path, options, **named)


onnxruntime.InferenceSession = session_with_threads
model = ultralytics.YOLO(model_path, task="detect")
print(json.dumps({"ready": True, "ultralytics": ultralytics.__version__, "torch": torch.__version__}), flush=True)
for line in sys.stdin:
    job = json.loads(line)
    started = time.perf_counter()
    picture = job["path"]
    if job["prepare"]:
        grey = cv2.imread(picture, cv2.IMREAD_GRAYSCALE)
        picture = cv2.equalizeHist(cv2.resize(grey, tuple(job["prepare"]), interpolation=cv2.INTER_AREA))
    result = model.predict(picture, imgsz=[height, width], conf=0.25, iou=0.7, verbose=False, device="cpu")[0]
    boxes = result.boxes.data.tolist()
    milliseconds = (time.perf_counter() - started) * 1000
    print(json.dumps({"milliseconds": milliseconds, "boxes": boxes}), flush=True)
