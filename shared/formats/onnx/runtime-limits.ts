/**
 * What onnxruntime 1.30 runs, asked of it by `tests/vision/inference/runtime-limits.test.ts`: to be looked at on every upgrade.
 * Operator sets are those of the ONNX standard unless a domain is named.
 */
export const runtimeLimits = {
  irVersion: 13,
  oldestOperatorSet: 7,
  newestOperatorSet: 26,
  /** Newest version of each further domain. */
  otherDomains: new Map([
    ['ai.onnx.ml', 5],
    ['com.microsoft', 1],
  ]),
} as const;
