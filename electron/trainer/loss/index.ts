export { type DetectionLoss, detectionLoss, lossGains } from './detection-loss.ts';
