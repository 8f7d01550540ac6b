import type { Container } from 'inversify';
import { type TeamRefusal, teamRefusal } from '../../api/http/team/organizationRefusal.js';
import { decidingEvents } from '../../application/identity/decidingEvents.js';
import { organizationFactsOf } from '../../application/team/organizationFactsOf.js';
import { type ProhibitionOf, prohibitionOf } from '../../application/team/prohibitionOf.js';
import { refusalFacts } from '../../application/team/refusalFacts.js';
import { TOKENS } from './tokens.js';

/** The rules of organizations and the events behind them. */
export function prohibitions(container: Container): ProhibitionOf {
  const folds = container.get(TOKENS.streamFolds);
  return prohibitionOf(container.get(TOKENS.callers), organizationFactsOf(folds), decidingEvents(folds));
}

/** How organizations refuse, with the facts and events behind it. */
export const teamRefusals = (container: Container): TeamRefusal =>
  teamRefusal(
    refusalFacts(container.get(TOKENS.organizationNow), container.get(TOKENS.seatLimitOf), container.get(TOKENS.clock)),
    prohibitions(container),
  );
