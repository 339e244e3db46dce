import { createServer } from 'node:net';

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  const port = await bind(0);
  if (port === null) throw new Error('no port of 127.0.0.1 is free');
  return port;
}

export async function isFree(port: number): Promise<boolean> {
  return (await bind(port)) !== null;
}

/** The port that could be listened on; null: somebody else does. It is given back at once. */
function bind(wanted: number): Promise<number | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}
