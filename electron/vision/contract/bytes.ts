import { z } from 'zod';

/** Bytes as they travel between client and host: copied by the channel, never shared. */
export const bytesSchema = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array,
  'bytes (Uint8Array) belong here',
);
