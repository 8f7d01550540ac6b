import 'reflect-metadata';
import { runCli } from './runCli.js';
import { runTool } from './runTool.js';

/** `usage totals | correct`. */
runCli(async () => runTool('usage', process.argv.slice(2)));
