import type { PageAnswer } from '../http/pages.js';
import { StripeError } from '../http/stripeErrors.js';
import { escapeHtml, page } from './page.js';

/** What a person sees when the address leads nowhere. */
export const nothingHere: PageAnswer = {
  status: 404,
  html: page('Nothing here', '<section><h1>Nothing here</h1><p>The address is not, or no longer, valid.</p></section>'),
};

/** Runs what a form asked for; a refusal is shown above the form again. */
export async function orRefusal(
  act: () => Promise<PageAnswer>,
  form: (problem: string) => Promise<string> | string,
): Promise<PageAnswer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof StripeError)) throw error;
    return {
      status: error.status,
      html: await form(`<p class="problem" role="alert">${escapeHtml(error.message)}</p>`),
    };
  }
}
