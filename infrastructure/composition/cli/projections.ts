import 'reflect-metadata';
import { runCli } from './runCli.js';
import { runTool } from './runTool.js';

/** `projections status | rebuild <name> | verify <name>`. */
runCli(() => runTool('projections', process.argv.slice(2)));
