import { ContainerModule } from 'inversify';
import { whenSessionStartedSeeDevice } from '../../../application/identity/reactions/whenSessionStartedSeeDevice.js';
import { billingContactsOf } from '../../../application/notifications/billingContactsOf.js';
import { whenBillingEventMailContact } from '../../../application/notifications/reactions/whenBillingEventMailContact.js';
import { whenIdentityEventMailPerson } from '../../../application/notifications/reactions/whenIdentityEventMailPerson.js';
import { whenMailRequestedSendIt } from '../../../application/notifications/reactions/whenMailRequestedSendIt.js';
import { whenTeamEventMailThem } from '../../../application/notifications/reactions/whenTeamEventMailThem.js';
import { readyMail } from '../../../application/notifications/readyMail.js';
import { requestMail } from '../../../application/notifications/requestMail.js';
import { reaction } from '../../../application/reactions/reaction.js';
import { mailAsHtml } from '../../mail/mailAsHtml.js';
import { TOKENS } from '../tokens.js';

/** Mails: who is told what, and how it leaves. */
export const mailModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.requestMail)
    .toResolvedValue(
      ({ handleCommand }, clock, { PUBLIC_URL }) => requestMail(handleCommand, clock, PUBLIC_URL),
      [TOKENS.commandHandling, TOKENS.clock, TOKENS.environment],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (request, stripeObjects, { currentState, handleCommand }, lookups, organizationNow, clock, personalData) => {
        const teamLookups = { ...lookups, organizationNow };
        const contactsOf = billingContactsOf(currentState, stripeObjects, organizationNow, lookups.personOf);
        return [
          reaction(whenSessionStartedSeeDevice(handleCommand, personalData)),
          reaction(whenBillingEventMailContact(contactsOf, lookups.organizationFactsOf, request, clock)),
          reaction(whenIdentityEventMailPerson(lookups.personOf, request, clock)),
          reaction(whenTeamEventMailThem(teamLookups, request, clock)),
        ];
      },
      [
        TOKENS.requestMail,
        TOKENS.stripeObjects,
        TOKENS.commandHandling,
        TOKENS.nameLookups,
        TOKENS.organizationNow,
        TOKENS.clock,
        TOKENS.personalData,
      ],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (mailer, secretTokens, commandHandling, clock, { PUBLIC_URL, MAIL_FROM }) => {
        const ready = readyMail(secretTokens, mailAsHtml, PUBLIC_URL);
        const domain = /@([A-Za-z0-9.-]+)/.exec(MAIL_FROM)?.[1] ?? 'objecta.localhost';
        return [reaction(whenMailRequestedSendIt(mailer, ready, commandHandling, clock, domain))];
      },
      [TOKENS.mailer, TOKENS.secretTokens, TOKENS.commandHandling, TOKENS.clock, TOKENS.environment],
    )
    .inSingletonScope();
});
