import type { WorkHandler } from './clock/dueWork.js';
import type { Control } from './http/controls.js';
import type { Endpoint } from './http/endpoint.js';
import type { Includables } from './http/includables.js';
import type { Page } from './http/pages.js';

/** What one part of the simulator brings: its calls, its due work by kind, and its fields that must be expanded. */
export type Subject = Readonly<{
  endpoints?: readonly Endpoint[];
  work?: Readonly<Record<string, WorkHandler>>;
  includables?: Includables;
  controls?: readonly Control[];
  pages?: readonly Page[];
}>;
