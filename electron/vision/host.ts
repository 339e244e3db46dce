import { type CallMessage, callMessageSchema, type HostMessage } from './contract/messages.ts';
import { isOperationName, type OperationName, operations } from './contract/operations.ts';
import { handlers } from './operations/handlers.ts';

/**
 * The vision host: a forked plain Node program that owns every native image and model library, so that a crash in one of them costs
 * one call and not the engine. It answers calls in the order they finish and ends with its parent.
 */
if (process.send === undefined) {
  process.stderr.write('The vision host is started by its client (electron/vision/index.ts) and has no use alone.\n');
  process.exit(2);
}
process.on('disconnect', () => process.exit(0));
// Ctrl-C in a terminal reaches every program started from it; whether the work in hand is stopped is for the client to say.
process.on('SIGINT', () => undefined);
process.on('message', (message: unknown) => {
  const call = callMessageSchema.parse(message);
  answer(call).then(send, (error: unknown) => send(bug(call.id, error)));
});
send({ kind: 'ready' });

async function answer(call: CallMessage): Promise<HostMessage> {
  if (!isOperationName(call.operation)) throw new Error(`The vision host has no operation "${call.operation}".`);
  return await perform(call.id, call.operation, call.input);
}

async function perform<Name extends OperationName>(id: number, name: Name, input: unknown): Promise<HostMessage> {
  const handler = await handlers[name]();
  const parsed = operations[name].input.parse(input);
  const result = await handler(parsed as Parameters<typeof handler>[0]);
  return result.ok ? { kind: 'value', id, value: result.value } : { kind: 'problem', id, problem: result.problem };
}

function bug(id: number, error: unknown): HostMessage {
  if (error instanceof Error) return { kind: 'bug', id, message: error.message, stack: error.stack ?? '' };
  return { kind: 'bug', id, message: String(error), stack: '' };
}

function send(message: HostMessage): void {
  // The engine may be gone: nobody waits for the answer then, and `disconnect` ends this program.
  process.send?.(message, () => undefined);
}
