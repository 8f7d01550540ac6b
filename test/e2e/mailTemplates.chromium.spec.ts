import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailExamples } from '../../infrastructure/composition/mailExamples.js';
import { type Inbox, startInbox } from '../../infrastructure/embedded/inbox/startInbox.js';
import { complaintsOf, startBrowser } from '../support/browser.js';

const folder = mkdtempSync(join(tmpdir(), 'objecta-templates-'));
const examples = mailExamples('http://localhost:3001');
let inbox: Inbox;
let browser: Browser;

beforeAll(async () => {
  inbox = await startInbox({ folder, port: 0, examples });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await inbox.stop();
  rmSync(folder, { recursive: true });
});

it('shows every mail there is, on a desk and on a phone, in light and in dark, and nothing runs or overflows', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme, viewport: { width: 360, height: 800 } });
    const complaints = complaintsOf(page);
    await page.goto(`${inbox.url}/templates`);
    expect(await page.locator('.sheet > li').count()).toBe(examples.length);
    for (const { template } of examples) {
      await page.goto(`${inbox.url}/templates/${template}/html`);
      expect(await page.locator('h1').count(), template).toBe(1);
      const [wide, room] = await page.evaluate<[number, number]>('[document.documentElement.scrollWidth, innerWidth]');
      expect(wide, template).toBeLessThanOrEqual(room);
      const card = await page.evaluate<string>("getComputedStyle(document.querySelector('.card')).backgroundColor");
      expect(card, template).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(26, 29, 39)');
    }
    expect(complaints).toEqual([]);
    await page.close();
  }
});
