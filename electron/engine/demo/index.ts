export { type DemoProgress, type WrittenDemo, writeDemo } from './write-demo.ts';
