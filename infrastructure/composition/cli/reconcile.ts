import 'reflect-metadata';
import { runCli } from './runCli.js';
import { runTool } from './runTool.js';

/** `reconcile [--repair]`. */
runCli(() => runTool('reconcile', process.argv.slice(2)));
