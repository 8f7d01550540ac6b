import 'reflect-metadata';
import { runCli } from './runCli.js';
import { runTool } from './runTool.js';

/** `webhooks connect | parked | replay | sweep`. */
runCli(() => runTool('webhooks', process.argv.slice(2)));
