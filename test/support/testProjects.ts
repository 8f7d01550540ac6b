import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A vitest project; `missing` says in a sentence why it cannot run on this machine. */
export type TestProject = Readonly<{ name: string; files: number; missing?: string }>;

/** The projects that `npm test` runs, in order, those that need a program of the machine only where a test file asks for it. */
export function testProjects(root: string, environment: NodeJS.ProcessEnv): TestProject[] {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  const project = (name: string, missing?: string): TestProject => ({
    name,
    files: files.filter((file) => file.endsWith(`.${name}.spec.ts`)).length,
    ...(missing === undefined ? {} : { missing }),
  });
  const inProcess = ['unit', 'int', 'e2e'].map((name) => project(name));
  const onPrograms = [project('nats', natsMissing(environment)), project('chromium', chromiumMissing(environment))];
  return [...inProcess, ...onPrograms.filter(({ files }) => files > 0)];
}

const natsMissing = ({ PATH = '' }: NodeJS.ProcessEnv): string | undefined =>
  PATH.split(delimiter).some((folder) => isProgram(join(folder, 'nats-server')))
    ? undefined
    : 'NATS tests not run: nats-server is not installed (apt-get install nats-server)';

const chromiumMissing = ({ CHROMIUM_PATH }: NodeJS.ProcessEnv): string | undefined =>
  isProgram(CHROMIUM_PATH || '/usr/bin/chromium')
    ? undefined
    : 'browser tests not run: chromium is not installed (apt-get install chromium, or name it in CHROMIUM_PATH)';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
