import 'reflect-metadata';
import { runCli } from './runCli.js';
import { runTool } from './runTool.js';

/** `rerate [--plan <planId>] [--from <time>] [--to <time>] [--lines]`. */
runCli(() => runTool('rerate', process.argv.slice(2)));
