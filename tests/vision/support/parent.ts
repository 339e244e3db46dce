import { VisionClient } from '../../../electron/vision/index.ts';

/** A program that starts a vision host, says its process id and then does nothing: the parent a test takes away. */
const client = new VisionClient();
await client.call('decode', { source: { kind: 'bytes', bytes: new Uint8Array(), name: 'empty' } });
process.stdout.write(`${client.processIds[0]}\n`);
setInterval(() => {}, 1000);
