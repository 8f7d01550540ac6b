import { createReadStream } from 'node:fs';
import { exportReport } from '../../../api/cli/exportVerify.js';
import { verifyExport } from '../../../application/team/organizationExport/verifyExport.js';
import { sha256 } from '../../crypto/sha256.js';
import { zipArchives } from '../../zip/zipArchives.js';
import { CliMistake, runCli } from './runCli.js';

/**
 * `export:verify <file> [<SHA-256 from the activity log>]`: needs no running product, and exits with 1 when anything is not as the
 * manifest and the activity log say.
 */
runCli(async () => {
  const [path, expected] = process.argv.slice(2);
  if (path === undefined) throw new CliMistake('Which file? npm run export:verify -- organization.zip <SHA-256>');
  const hash = sha256();
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  const whole = hash.hex();
  const { manifest, problems } = await verifyExport(zipArchives, sha256)(path);
  const changed = expected !== undefined && expected.toLowerCase() !== whole;
  const all = changed ? [...problems, `the archive has been changed: its SHA-256 is ${whole}`] : problems;
  process.stdout.write(exportReport({ manifest, problems: all }, whole));
  if (all.length > 0) process.exitCode = 1;
});
