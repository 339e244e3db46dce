import { z } from 'zod';
import { lowerOwnPriority } from '../../platform/index.ts';
import { previewAugmentation } from './preview.ts';
import { previewRequestSchema } from './preview-request.ts';

/** Draws augmentation previews for the engine, one request after the other, and ends with it. Started by `preview-client.ts`. */
if (process.send === undefined) {
  process.stderr.write('The preview program is started by its client and has no use alone.\n');
  process.exit(2);
}
lowerOwnPriority();
process.on('disconnect', () => process.exit(0));
process.on('SIGINT', () => undefined);

const messageSchema = z.object({ id: z.int(), request: previewRequestSchema });

process.on('message', (message: unknown) => {
  const { id, request } = messageSchema.parse(message);
  void previewAugmentation(request).then((result) => {
    const answer = result.ok ? { value: result.value } : { problem: result.problem };
    process.send?.({ id, answer }, () => undefined);
  });
});
