import type { Container } from 'inversify';
import { v7 } from 'uuid';
import type { Runtime } from '../runtimeFile.js';
import { TOKENS } from '../tokens.js';
import { demoPeople } from './demoOrganization.js';
import { demoPassword, demoSession, registerDemoPeople } from './demoPeople.js';
import { demoTeam } from './demoTeam.js';

/** Beside the password, a token is good for one working day. */
const LIFETIME_SECONDS = 12 * 60 * 60;

/** Makes the demo organization with its people, if there is none; their log-ins, and tokens for who cannot wait. */
export async function demoAccess(container: Container): Promise<NonNullable<Runtime['demo']>> {
  const accessTokens = container.get(TOKENS.accessTokens);
  const identity = container.get(TOKENS.identity);
  const personalData = container.get(TOKENS.personalData);
  await registerDemoPeople(identity, container.get(TOKENS.passwordHashes), personalData);
  await demoTeam({
    handling: container.get(TOKENS.commandHandling),
    secretTokens: container.get(TOKENS.secretTokens),
    clock: container.get(TOKENS.clock),
  });
  const start = v7();
  const entries = Object.entries(demoPeople).map(async ([name, person]) => {
    const password = await demoPassword(personalData, person);
    const { userId, sessionId, organizationId } = await demoSession(identity, person, start);
    const token = await accessTokens.issue({ userId, organizationId, sessionId }, LIFETIME_SECONDS);
    const of = { userId, sessionId, organizationId: String(organizationId) };
    return [name, { email: person.email, password, ...of, token }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
