import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type HostMessage, hostMessageSchema } from '../contract/messages.ts';

const hostProgram = fileURLToPath(new URL('../host.ts', import.meta.url));

export type HostProcess = {
  readonly pid: number | undefined;
  readonly send: (message: unknown) => void;
  /** Ends the program at once; `onExit` follows. */
  readonly kill: () => void;
};

export type HostProcessEvents = {
  readonly onMessage: (message: HostMessage) => void;
  /** Called once, however the program ended; `reason` is for sentences: "signal SIGKILL", "exit code 1". */
  readonly onExit: (reason: string) => void;
};

/** Starts one vision host. Its standard error goes to ours; it ends by itself when this process does. */
export function startHostProcess(environment: NodeJS.ProcessEnv, events: HostProcessEvents): HostProcess {
  const child: ChildProcess = fork(hostProgram, [], {
    serialization: 'advanced',
    execArgv: [],
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let exited = false;
  const exit = (reason: string): void => {
    if (exited) return;
    exited = true;
    events.onExit(reason);
  };
  child.on('message', (message) => events.onMessage(hostMessageSchema.parse(message)));
  child.on('exit', (code, signal) => exit(signal === null ? `exit code ${code}` : `signal ${signal}`));
  child.on('error', (error) => {
    child.kill('SIGKILL');
    exit(error.message);
  });
  return {
    pid: child.pid,
    // A failed write means the program is gone or going: its exit is what answers the call.
    send: (message) => {
      if (child.connected) child.send(message as object, () => {});
    },
    kill: () => child.kill('SIGKILL'),
  };
}
