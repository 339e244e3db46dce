import { describe, expect, it } from 'vitest';
import { formatOfText, looksLikeYolo } from '../../../../shared/formats/exchange/detect-format.ts';

describe('the format of a file', () => {
  it.each([
    ['a.xml', '<?xml version="1.0"?>\n<!-- CVAT -->\n<annotations>', 'cvat'],
    ['a.XML', '<annotation verified="yes">', 'pascal-voc'],
    ['a.xml', '<!DOCTYPE annotation [<!ENTITY a "<b>">]><annotation>', 'pascal-voc'],
    ['a.xml', '<View><Image/></View>', 'other'],
    ['a.xml', '', null],
    ['a.json', '{"info": {}, "images": []', 'coco'],
    ['a.json', ' {"categories": [{"id": 1}]', 'coco'],
    ['a.json', '{"licenses": [{"name": ""}], "info"', 'coco'],
    ['a.json', '[{"image_id": 4, "category_id": 1, "bbox"', 'coco'],
    ['a.json', '[{"id": 1, "annotations": [{"result": []}]', 'label-studio'],
    ['a.json', '[{"image": "a.png", "id": 1, "annotator": 1, "annotation_id": 5}', 'label-studio'],
    ['a.json', '{"id": 1, "result": [], "task": {"data": {}}}', 'label-studio'],
    ['package.json', '{"name": "x", "version": "1.0"}', 'other'],
    ['a.json', '', null],
    ['a.png', '<annotations>', 'other'],
  ])('%s beginning with %s', (path, head, format) => {
    expect(formatOfText(path, head)).toBe(format);
  });

  it('is YOLO text where texts lie in labels or beside a list of classes, not by any text', () => {
    expect(looksLikeYolo(['images/a.png', 'labels/a.txt'])).toBe(true);
    expect(looksLikeYolo(['a.png', 'a.txt', 'classes.txt'])).toBe(true);
    expect(looksLikeYolo(['JPEGImages/a.png', 'ImageSets/Main/default.txt', 'labelmap.txt'])).toBe(false);
  });
});
