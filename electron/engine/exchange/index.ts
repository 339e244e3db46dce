export { exportExchange } from './export-labels.ts';
export { importExchange, inspectExchange } from './import-labels.ts';
