import 'reflect-metadata';
import { runCli } from './runCli.js';
import { runTool } from './runTool.js';

/** `invoices pay | void | credit | refund`. */
runCli(() => runTool('invoices', process.argv.slice(2)));
