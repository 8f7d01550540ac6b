import { Command } from 'commander';
import { readEnvironment } from '../../config/environment.js';
import { HmacAccessTokens } from '../../crypto/accessTokens.js';
import { isEmbedded } from '../backends.js';
import { demoPeople } from '../demo/demoOrganization.js';
import { secretsOf } from '../keptSecrets.js';
import { readRuntimeFile } from '../runtimeFile.js';
import { systemClock } from '../systemClock.js';
import { CliMistake, runCli } from './runCli.js';

/** Prints an access token of a demo person's development session, which began when the product was started. */
runCli(async () => {
  const program = new Command('token')
    .description('Prints an access token of a person of the demo organization, while the product runs.')
    .argument('[person]', `one of: ${Object.keys(demoPeople).join(', ')}`, 'owner')
    .option('--hours <hours>', 'how long it is good for', '12')
    .parse();
  const environment = readEnvironment(process.env);
  if (environment.NODE_ENV === 'production') throw new CliMistake('Development tokens are not made in production.');
  const { demo } = readRuntimeFile(environment.DATA_DIR) ?? {};
  if (!demo) throw new CliMistake('No product with a demo organization runs from this data folder: npm start.');
  const [name = 'owner'] = program.args;
  const person = Object.hasOwn(demo, name) ? demo[name] : undefined;
  if (!person) throw new CliMistake(`There is no demo person "${name}": ${Object.keys(demo).join(', ')}.`);
  const hours = Number(program.opts<{ hours: string }>().hours);
  if (!(hours > 0 && hours <= 24)) throw new CliMistake('--hours takes a number up to 24.');

  const tokens = new HmacAccessTokens(secretsOf(environment, isEmbedded(environment)).jwtSecrets, systemClock);
  const { userId, organizationId, sessionId } = person;
  const claims = { userId, organizationId, sessionId };
  process.stdout.write(`${await tokens.issue(claims, Math.round(hours * 3_600))}\n`);
});
