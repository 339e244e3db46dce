import type { Prediction } from '../../../shared/contract/models.ts';
import { ProblemError } from '../../../shared/domain/problem.ts';
import type { Command, CommandCall } from '../command.ts';
import { absolutePath, listOption, neededWord, readTextFile, textOption } from '../options.ts';
import { readPreparationOption } from '../preparation-option.ts';

export const modelList: Command = {
  name: 'models',
  usage: 'models',
  summary: 'The registered models.',
  options: {},
  async run(call) {
    const { client } = await call.connect();
    const list = await client.models.list();
    for (const model of list) {
      call.say(
        `${model.name} v${model.version}  ${model.card.source}  threshold ${model.card.decision.threshold.toFixed(3)} (${model.card.decision.evidence})  ${model.onnxPath}`,
      );
    }
    return { output: list };
  },
};

export const modelRegister: Command = {
  name: 'models register',
  usage: 'models register <run> [--name plug]',
  summary: "Register a run's best checkpoint as a model, its threshold chosen on the calibration role.",
  options: { name: { type: 'string' } },
  async run(call) {
    const { client } = await call.connect();
    const model = await client.models.register({
      runId: neededWord(call.words, 'The run', this.usage),
      name: textOption(call.options.name) ?? null,
    });
    call.say(`Model ${model.name} v${model.version}: ${model.onnxPath}`);
    return { output: model };
  },
};

export const modelExport: Command = {
  name: 'models export',
  usage: 'models export <model>[@version] [<file>] [--pytorch]',
  summary: 'Write one file with the model and a manifest of its parts; with --pytorch its weights as a state dict.',
  options: { pytorch: { type: 'boolean', default: false } },
  async run(call) {
    const { client } = await call.connect();
    const target = call.words[1];
    const report = await client.models.export({
      model: neededWord(call.words, 'The model', this.usage),
      path: target ? absolutePath(target) : null,
      pytorch: call.options.pytorch === true,
    });
    call.say(`${report.path} (${report.bytes} bytes, SHA-256 ${report.sha256})`);
    return { output: report };
  },
};

export const modelImport: Command = {
  name: 'models import',
  usage:
    'models import <file.plugsight | file.onnx> [--name <name>] [--preparation default|none|original|<file.json>] [--classes plug,...]',
  summary:
    'Take a model file of another workspace, or a YOLOv8/11 ONNX export (then say how its pictures were prepared).',
  options: { name: { type: 'string' }, preparation: { type: 'string' }, classes: { type: 'string' } },
  async run(call) {
    const path = absolutePath(neededWord(call.words, 'The model file', this.usage));
    const preparation = textOption(call.options.preparation);
    const { client } = await call.connect();
    const { model, notes } = await client.models.import({
      path,
      name: textOption(call.options.name) ?? null,
      preparation: preparation === undefined ? null : readPreparationOption(preparation, readTextFile),
      classes: listOption(call.options.classes) ?? null,
    });
    call.say(`Model ${model.name} v${model.version} is registered: ${model.onnxPath}`);
    for (const note of notes) call.say(`  ${note}`);
    return { output: { model, notes } };
  },
};

export const predict: Command = {
  name: 'predict',
  usage: 'predict <image...> [--model plug]',
  summary: 'Ask a model about pictures: the verdict, the boxes in source pixels, the time it took.',
  options: { model: { type: 'string' } },
  async run(call) {
    if (call.words.length === 0)
      throw new ProblemError({
        code: 'invalid-input',
        sentence: `The pictures are missing. Usage: plugsight ${this.usage}`,
      });
    const { client } = await call.connect();
    const model = textOption(call.options.model) ?? 'plug';
    const predictions: Prediction[] = [];
    for (let at = 0; at < call.words.length; at += askedAtOnce) {
      const answers = await client.models.predict({
        model,
        paths: call.words.slice(at, at + askedAtOnce).map(absolutePath),
      });
      sayPredictions(call, answers);
      predictions.push(...answers);
    }
    return { output: predictions, exitCode: predictions.some(({ problem }) => problem) ? 1 : 0 };
  },
};

/** Pictures a call: few enough that answers are seen while the next ones are looked at. */
const askedAtOnce = 50;

function sayPredictions(call: CommandCall, predictions: readonly Prediction[]): void {
  for (const { path, verdict, score, threshold, reason, detections, problem } of predictions) {
    call.say(
      `${path}: ${problem ? problem.sentence : `${verdict}, score ${score.toFixed(3)} against ${threshold.toFixed(3)}${reason ? ` (${reason})` : ''}`}`,
    );
    for (const { className, confidence, box } of detections) {
      call.say(
        `  ${className} ${confidence.toFixed(3)} at ${[box.xMin, box.yMin, box.xMax, box.yMax].map((value) => value.toFixed(1)).join(', ')} px`,
      );
    }
  }
}
