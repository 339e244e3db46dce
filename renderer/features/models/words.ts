import type { ModelSummary } from '../../../shared/contract/models.ts';
import type { ModelDecision, ModelStage } from '../../../shared/domain/model-stage.ts';
import type { Preparation } from '../../../shared/domain/preparation.ts';
import type { NodeState } from '../../ui/index.ts';

export const stageWords: Readonly<Record<ModelStage, string>> = {
  candidate: 'candidate',
  validated: 'validated',
  production: 'in production',
  archived: 'archived',
};

export const stageNodes: Readonly<Record<ModelStage, NodeState>> = {
  candidate: 'stale',
  validated: 'stale',
  production: 'fresh',
  archived: 'empty',
};

/** Names a version in an address: `plug@2`. */
export function versionId({ name, version }: Pick<ModelSummary, 'name' | 'version'>): string {
  return `${name}@${version}`;
}

export function versionName({ name, version }: Pick<ModelSummary, 'name' | 'version'>): string {
  return `${name} v${version}`;
}

/** What was decided, as a sentence's beginning; the comment says why. */
export function decisionWords({ model, modelVersion, stage }: ModelDecision): string {
  const name = `${model} v${modelVersion}`;
  switch (stage) {
    case 'production':
      return `${name} put into production`;
    case 'archived':
      return `${name} archived`;
    case 'validated':
      return `${name} validated`;
    case 'candidate':
      return `${name} a candidate again`;
  }
}

/** 24 Nov 2026, 14:32, in the clock of this machine. */
export function momentWords(iso: string): string {
  const moment = new Date(iso);
  const day = moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
  return `${day}, ${moment.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
}

/** 3.7 MB, 512 kB. */
export function bytesWords(bytes: number): string {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

/** `a90c41b2…12fe` */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 8)}…${sha256.slice(-4)}`;
}

export function preparationWords({ size, fit, kernel, equalise, mask }: Preparation): string {
  const how =
    fit === 'none' || size === null
      ? 'as they are'
      : `${fit === 'stretch' ? 'stretched to' : 'fitted into'} ${size.widthPx} × ${size.heightPx} px, ${kernel === 'area' ? 'area' : 'bilinear'}`;
  return [how, ...(equalise ? ['equalised'] : []), ...(mask.length > 0 ? [`${mask.length} masked`] : [])].join(', ');
}
