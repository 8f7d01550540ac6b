import type { Container } from 'inversify';
import type { Tool } from './controlSocket.js';
import { runIncidentsTool } from './incidentsTool.js';
import { runInvoicesTool } from './invoicesTool.js';
import { runPlansTool } from './plansTool.js';
import { runProjectionsTool, type ToolOutput } from './projectionsTool.js';
import { runReconcileTool } from './reconcileTool.js';
import { runRerateTool } from './rerateTool.js';
import { runUsageTool } from './usageTool.js';
import { runWebhooksTool } from './webhooksTool.js';

/** Runs one command-line tool over the product's connections. */
export type ContainerTool = (
  container: Container,
  words: readonly string[],
  out: ToolOutput,
  signal: AbortSignal,
) => Promise<void>;

/** Every tool that runs inside the product, by its name. */
const tools = {
  projections: runProjectionsTool,
  plans: runPlansTool,
  rerate: runRerateTool,
  invoices: runInvoicesTool,
  usage: runUsageTool,
  webhooks: runWebhooksTool,
  reconcile: runReconcileTool,
  incidents: runIncidentsTool,
} as const satisfies Readonly<Record<string, ContainerTool>>;
export type ToolName = keyof typeof tools;

/** The tools of a container: the first word names which. @throws Error when there is none of that name */
export const toolsOf =
  (container: Container, signal: AbortSignal): Tool =>
  async ([name = '', ...words], out) => {
    if (!Object.hasOwn(tools, name)) throw new Error(`there is no tool ${name}`);
    try {
      await tools[name as ToolName](container, words, out, signal);
    } catch (error) {
      if (!isHelp(error)) throw error;
    }
  };

/** Commander ends a command that only asked for help by throwing. */
const isHelp = (error: unknown): boolean =>
  String((error as { code?: unknown } | null)?.code).startsWith('commander.help');
