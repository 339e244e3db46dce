export { compareEvaluations } from './compare-evaluations.ts';
export { compareRegisteredModels } from './compare-registered-models.ts';
export { evaluateModel, evaluationInputHash } from './evaluate-model.ts';
export { evaluatedPicture, evaluationMatches, labelChanges } from './evaluation-matches.ts';
export { evaluationOfInput, getEvaluation, imageResults, listEvaluations } from './evaluation-rows.ts';
export { checkOpened, lookAgain, testLooks } from './test-looks.ts';
