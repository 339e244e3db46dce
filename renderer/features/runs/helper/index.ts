import './helper-offer.css';

export { HelperOffer } from './helper-offer.tsx';
