import { failure, type Problem, type Result, success } from '../../domain/problem.ts';
import { decodeModel } from './codec.ts';
import { runtimeLimits } from './runtime-limits.ts';
import { dataType, type OnnxModel, type OnnxValueInfo } from './types.ts';
import { walkGraphs } from './walk-graphs.ts';

/** An input or output: `dimensions` null where the file leaves an axis open (a name, -1, 0 or nothing at all). */
export type TensorInfo = {
  readonly name: string;
  /** `float32`, `float16`, ...; `type 27` for a number this program does not know. */
  readonly elementType: string;
  readonly dimensions: readonly (number | null)[];
};

export type ModelInfo = {
  readonly irVersion: number;
  readonly operatorSet: number;
  readonly producer: string | null;
  /** What has to be fed; initializers listed as inputs are left out. */
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  readonly metadata: ReadonlyMap<string, string>;
};

/**
 * Reads what an ONNX file says about itself and refuses, before the runtime sees it, what the runtime cannot run: too new or too
 * old operator sets, operators of unknown makers, weights that lie in another file. Problems: `model-invalid`, `model-unsupported`.
 */
export function readModelInfo(bytes: Uint8Array): Result<ModelInfo> {
  const decoded = decodeModel(bytes);
  if (!decoded.ok) return decoded;
  const model = decoded.value;
  const refused = refusedVersion(model) ?? refusedContent(model);
  if (refused !== null) return { ok: false, problem: refused };
  const initializers = new Set(model.graph.initializer.map((tensor) => tensor.name));
  return success({
    irVersion: model.irVersion,
    operatorSet: operatorSets(model).get('') ?? 0,
    producer: [model.producerName, model.producerVersion].filter(Boolean).join(' ') || null,
    inputs: model.graph.input.filter((input) => !initializers.has(input.name)).map(tensorInfo),
    outputs: model.graph.output.map(tensorInfo),
    metadata: new Map(model.metadataProps.map(({ key, value }) => [key, value])),
  });
}

function operatorSets(model: OnnxModel): Map<string, number> {
  return new Map(model.opsetImport.map(({ domain, version }) => [standardDomain(domain), version]));
}

/** The standard's own domain is written as nothing or as `ai.onnx`. */
function standardDomain(domain: string | undefined): string {
  return domain === undefined || domain === 'ai.onnx' ? '' : domain;
}

function refusedVersion(model: OnnxModel): Problem | null {
  const { irVersion, oldestOperatorSet, newestOperatorSet } = runtimeLimits;
  const version = operatorSets(model).get('');
  if (version === undefined) {
    return failure('model-invalid', 'The model does not say which operator set it uses. Export it again.').problem;
  }
  if (version > newestOperatorSet) {
    return unsupported(
      `The model uses operator set ${version}; this program runs up to operator set ${newestOperatorSet}. Nothing was registered. Export it again with operator set ${newestOperatorSet} or lower.`,
    );
  }
  if (version < oldestOperatorSet) {
    return unsupported(
      `The model uses operator set ${version}; this program runs operator sets ${oldestOperatorSet} to ${newestOperatorSet}. Nothing was registered. Export it again with a newer operator set.`,
    );
  }
  if (model.irVersion > irVersion) {
    return unsupported(
      `The model is written in version ${model.irVersion} of the ONNX format; this program reads up to version ${irVersion}. Nothing was registered. Export it again for an older runtime.`,
    );
  }
  return null;
}

function refusedContent(model: OnnxModel): Problem | null {
  const sets = operatorSets(model);
  const ownFunctions = new Set(model.functions.map((own) => `${standardDomain(own.domain)}/${own.name}`));
  const foreign = new Set<string>();
  let outside: string | null = null;
  walkGraphs(model, {
    node: ({ domain, opType }) => {
      const maker = standardDomain(domain);
      if (maker === '' || ownFunctions.has(`${maker}/${opType}`)) return;
      if ((sets.get(maker) ?? 1) > (runtimeLimits.otherDomains.get(maker) ?? 0)) foreign.add(`${maker} (${opType})`);
    },
    tensor: ({ name, dataLocation, externalData }) => {
      if (dataLocation === 1 || externalData.length > 0) {
        outside ??= externalData.find(({ key }) => key === 'location')?.value ?? name ?? 'unnamed';
      }
    },
  });
  if (outside !== null) {
    return unsupported(
      `Weights of the model lie in another file ("${outside}"), which is not read. Nothing was registered. Export it again as one file, with its weights inside.`,
    );
  }
  if (foreign.size === 0) return null;
  const [first] = foreign;
  const more = foreign.size > 1 ? ` and ${foreign.size - 1} more` : '';
  return unsupported(
    `The model needs operators that are not part of this program: ${first}${more}. Nothing was registered. Export it again with standard operators only.`,
  );
}

function unsupported(sentence: string): Problem {
  return failure('model-unsupported', sentence).problem;
}

const typeNames = new Map<number, string>(Object.entries(dataType).map(([name, number]) => [number, name]));

function tensorInfo({ name, type }: OnnxValueInfo): TensorInfo {
  const tensor = type?.tensorType;
  const elementType =
    tensor === undefined ? 'no tensor' : (typeNames.get(tensor.elemType) ?? `type ${tensor.elemType}`);
  const dimensions = (tensor?.shape?.dim ?? []).map(({ dimValue }) => (dimValue && dimValue > 0 ? dimValue : null));
  return { name, elementType, dimensions };
}
