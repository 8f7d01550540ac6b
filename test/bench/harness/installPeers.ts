import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('../', import.meta.url));

/** Installs what the product is measured beside, the first time and whenever the list has changed. */
export function installPeers(say: (line: string) => void): void {
  if (installed()) return;
  say('Installing the peers and load generators of the bench (npm install in test/bench) …');
  execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] });
}

function installed(): boolean {
  const { dependencies } = JSON.parse(readFileSync(`${here}package.json`, 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return Object.entries(dependencies).every(([name, version]) => {
    const manifest = `${here}node_modules/${name}/package.json`;
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
  });
}
