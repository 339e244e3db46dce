import { isObject, type JsonObject, listOf, wordOf } from '../exchange/json.ts';

/**
 * Entries of a JSON-MIN export as tasks of the full form; entries that are tasks already are passed on. The short form has one entry an
 * annotation: the task's data beside the annotation's own fields, and under each control's name a list of regions without their wrapping.
 */
export function tasksOfMinimalExport(entries: readonly JsonObject[]): JsonObject[] {
  const tasks = new Map<string, { data: JsonObject; annotations: JsonObject[] }>();
  const passed: JsonObject[] = [];
  for (const [at, entry] of entries.entries()) {
    if (!isMinimal(entry)) {
      passed.push(entry);
      continue;
    }
    const id = wordOf(entry.id) ?? `#${at}`;
    const task = tasks.get(id) ?? { data: entry, annotations: [] };
    tasks.set(id, task);
    const annotation = annotationOf(entry);
    // A task nobody labelled is listed like one without a region, only without an annotation's id.
    if (entry.annotation_id != null || annotation.result.length > 0) task.annotations.push(annotation);
  }
  return [...passed, ...[...tasks].map(([id, task]): JsonObject => ({ id, ...task }))];
}

function isMinimal(entry: JsonObject): boolean {
  const isTask = 'data' in entry || 'annotations' in entry || 'completions' in entry || 'task' in entry;
  return !isTask && ('annotation_id' in entry || Object.values(entry).some((value) => listOf(value).some(isRegion)));
}

function annotationOf(entry: JsonObject): JsonObject & { readonly result: readonly JsonObject[] } {
  const result = Object.entries(entry).flatMap(([control, value]): JsonObject[] => {
    const regions = listOf(value).filter(isRegion);
    if (regions.length > 0) {
      return regions.map((region, at) => ({
        id: `${control} ${at + 1}`,
        type: 'region',
        value: region,
        original_width: region.original_width,
        original_height: region.original_height,
        image_rotation: region.image_rotation,
      }));
    }
    return [];
  });
  const { annotator, annotation_id: id, created_at, updated_at } = entry;
  return { id, completed_by: annotator, created_at, updated_at, result };
}

function isRegion(value: unknown): value is JsonObject {
  return isObject(value) && ('x' in value || 'points' in value || 'rle' in value || 'vertices' in value);
}
