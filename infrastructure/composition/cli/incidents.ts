import 'reflect-metadata';
import { runCli } from './runCli.js';
import { runTool } from './runTool.js';

/** `incidents list | resolve`. */
runCli(() => runTool('incidents', process.argv.slice(2)));
