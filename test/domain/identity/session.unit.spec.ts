import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REFRESH_GRACE_MS, sessionDecider } from '../../../domain/identity/session/session.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { refresh, refreshed, secondsIn, sessionId, sessionStarted, userId } from '../../support/fixtures/identity.js';

const given = deciderSpec(sessionDecider);
const reused = { type: 'SessionEnded', data: { sessionId, userId, reason: 'refreshTokenReused' } } as const;
const DAY = 86_400;

describe('a session', () => {
  it('exchanges the refresh token in force for the next', () => {
    given(sessionStarted).when(refresh(1, 60)).thenRecorded(refreshed(2, 60));
    given(sessionStarted, refreshed(2, 60)).when(refresh(2, 90)).thenRecorded(refreshed(3, 90));
  });

  it('gives the same successor to whoever presents the last token again within the grace', () => {
    given(sessionStarted, refreshed(2, 60)).when(refresh(1, 70)).thenNothing();
  });

  it('ends when a token is presented that was exchanged before', () => {
    given(sessionStarted, refreshed(2, 60)).when(refresh(1, 71)).thenRecorded(reused);
    given(sessionStarted, refreshed(2, 60), refreshed(3, 61)).when(refresh(1, 62)).thenRecorded(reused);
    given(sessionStarted, refreshed(2, 60), reused).when(refresh(2, 82)).thenRejected('SESSION_ENDED');
  });

  it('refuses a token that was never given out', () => {
    given(sessionStarted).when(refresh(2, 60)).thenRejected('SESSION_ENDED');
    given().when(refresh(1, 60)).thenRejected('SESSION_ENDED');
  });

  it('ends after 30 days without a refresh and after 90 days at most', () => {
    given(sessionStarted)
      .when(refresh(1, 30 * DAY))
      .thenRejected('SESSION_ENDED');
    const late = refreshed(4, 75 * DAY);
    const last = refreshed(5, 80 * DAY);
    const capped = { ...last, data: { ...last.data, expiresAt: secondsIn(90 * DAY).toISOString() } } as typeof last;
    given(sessionStarted, late)
      .when(refresh(4, 80 * DAY))
      .thenRecorded(capped);
    given(sessionStarted, late, capped)
      .when(refresh(5, 90 * DAY))
      .thenRejected('SESSION_ENDED');
  });

  it('ends once', () => {
    const end = { type: 'EndSession', data: { sessionId, reason: 'signedOut' }, now: secondsIn(5) } as const;
    given(sessionStarted)
      .when(end)
      .thenRecorded({ ...reused, data: { ...reused.data, reason: 'signedOut' } });
    given(sessionStarted, reused).when(end).thenNothing();
  });

  it('never lets two tokens that are older than the last be good, whatever comes in whatever order', () => {
    const presented = fc.array(fc.record({ back: fc.nat({ max: 3 }), pause: fc.integer({ min: 0, max: 40 }) }));
    fc.assert(
      fc.property(presented, (calls) => {
        let state = sessionDecider.evolve(sessionDecider.initialState, sessionStarted);
        let seconds = 0;
        for (const { back, pause } of calls) {
          seconds += pause;
          if (state.status !== 'active') {
            expect(sessionDecider.decide(refresh(1, seconds), state).accepted).toBe(false);
            continue;
          }
          const { generation, refreshedAt } = state;
          const decision = sessionDecider.decide(refresh(Math.max(1, generation - back), seconds), state);
          state = decision.accepted ? decision.events.reduce(sessionDecider.evolve, state) : state;
          const elapsed = secondsIn(seconds).getTime() - Date.parse(refreshedAt);
          const isOld = back > 0 && generation > 1 && (back > 1 ? generation > 2 : false);
          const isLate = back > 0 && generation > 1 && elapsed > REFRESH_GRACE_MS;
          if (isOld || isLate) expect(state.status).toBe('ended');
          else expect(state).toMatchObject({ status: 'active' });
        }
      }),
    );
  });
});
