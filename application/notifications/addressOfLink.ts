import type { MailLink } from '../../domain/notifications/mail/mailContent.js';

const web = /^https?:\/\/[^\s]+$/;

const pages = {
  invitation: 'invitations',
  emailVerification: 'verify-email',
  passwordReset: 'reset-password',
} as const;

/**
 * The address behind a link of a mail; one that is none of the web leads to the dashboard.
 * @param token of a link with a secret. It stands in the fragment, which no server and no referrer header is told
 */
export function addressOfLink(dashboardUrl: string, link: MailLink, token: string): string {
  switch (link.to) {
    case 'dashboard':
      return `${dashboardUrl}${link.path}`;
    case 'elsewhere':
      return web.test(link.url) ? link.url : dashboardUrl;
    case 'secret':
      return `${dashboardUrl}/${pages[link.purpose]}#${token}`;
  }
}
