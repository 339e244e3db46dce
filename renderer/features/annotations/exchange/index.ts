export { ExchangeDialog } from './exchange-dialog.tsx';
