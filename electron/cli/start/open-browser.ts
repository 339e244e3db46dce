import { spawn } from 'node:child_process';

/** Is there a screen a window could open on? */
export function hasDisplay(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** The command that opens an address in the user's browser. */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform = process.platform,
): { readonly command: string; readonly words: readonly string[] } {
  if (platform === 'win32') return { command: 'rundll32', words: ['url.dll,FileProtocolHandler', address] };
  if (platform === 'darwin') return { command: 'open', words: [address] };
  return { command: 'xdg-open', words: [address] };
}

/** Best effort: the address is printed as well. Resolves to whether a browser was started. */
export function openBrowser(address: string): Promise<boolean> {
  const { command, words } = browserCommand(address);
  return new Promise((resolve) => {
    const child = spawn(command, [...words], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
