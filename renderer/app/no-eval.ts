import { config } from 'zod';

// The page's policy forbids eval; zod would try it once to see whether it may, and that try is a violation of its own.
// This module is the page's first import, before any schema is made.
config({ jitless: true });
