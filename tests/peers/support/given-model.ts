import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import type { NetworkConfig } from '../../../electron/trainer/network/index.ts';
import type { GreyImage } from '../../../shared/domain/grey-image.ts';
import { type ModelCard, modelCardSchema } from '../../../shared/domain/model-card.ts';
import { checkParams } from '../../../shared/formats/params.ts';

/** A registered model to check instead of the made-up ones, with prepared pictures to run it on. */
export type GivenModel = {
  readonly card: ModelCard;
  readonly config: NetworkConfig;
  readonly modelPath: string;
  readonly weightsPath: string;
  readonly pictures: readonly GreyImage[];
};

const mostPictures = 12;

/** `--model <folder with card.json, model.onnx, weights.safetensors> --pictures <folder of prepared PNGs>`; undefined without them. */
export async function readGivenModel(): Promise<GivenModel | undefined> {
  const { values } = parseArgs({ options: { model: { type: 'string' }, pictures: { type: 'string' } } });
  if (values.model === undefined) return undefined;
  if (values.pictures === undefined) throw new Error('--model also needs --pictures, a folder of prepared PNGs.');
  const card = modelCardSchema.parse(JSON.parse(await readFile(join(values.model, 'card.json'), 'utf8')));
  const params = checkParams(card.params ?? {});
  if (!params.ok) throw new Error(params.problem.sentence);
  const { width, depth } = params.value.train;
  const config = { width, depth, classCount: card.classes.length, inputChannels: card.network.inputChannels };
  const files = (await readdir(values.pictures, { recursive: true })).filter((file) => file.endsWith('.png')).sort();
  const every = Math.max(1, Math.floor(files.length / mostPictures));
  const chosen = files.filter((_, index) => index % every === 0).slice(0, mostPictures);
  return {
    card,
    config,
    modelPath: join(values.model, 'model.onnx'),
    weightsPath: join(values.model, 'weights.safetensors'),
    pictures: await Promise.all(chosen.map((file) => readGrey(join(values.pictures!, file)))),
  };
}

async function readGrey(path: string): Promise<GreyImage> {
  const pixels = sharp(path).toColourspace('b-w').raw({ depth: 'uchar' });
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  return { widthPx: info.width, heightPx: info.height, data: new Uint8Array(data) };
}
