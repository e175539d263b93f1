// A page in a real browser: the Chromium of the machine, or Chrome, driven by Playwright.
import { afterAll, beforeAll, describe } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import { onPath } from '../../tools/path.ts';

/** Names that distributions give it. */
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const [executablePath] = (await Promise.all(names.map((name) => onPath(name, process.env)))).flat();

/**
 * A `describe` around one browser, skipped where there is none, with a loud line and a title that says why.
 *
 * @param body gets the browser, only to be asked for within a test
 * @throws Error there with `CI=true`: a skipped test must not look like a passed one
 */
export function describeInChromium(title: string, body: (browser: () => Browser) => void): void {
  const missing = executablePath === undefined;
  const described = missing ? `${title} (needs Chromium: sh tools/debian.sh chromium:chromium)` : title;
  if (missing && process.env.CI === 'true') throw new Error(described);
  if (missing) process.stderr.write(`SKIPPED ${described}\n`);
  const block = missing ? describe.skip : describe;
  block(described, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      // Its sandbox refuses to work for root.
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      browser = await chromium.launch({ args, ...(executablePath !== undefined && { executablePath }) });
    }, 120_000);
    afterAll(async () => browser?.close());
    body(() => {
      if (!browser) throw new Error('the browser is not there yet');
      return browser;
    });
  });
}
