export { evaluateModel, evaluationInputHash } from './evaluate-model.ts';
export { evaluationImages, evaluationOfInput, listEvaluations } from './evaluation-rows.ts';
