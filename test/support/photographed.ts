// A page as its reader gets it, in both colour schemes: photographed, with what the browser has against it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { packageFile } from '../../tools/package-file.ts';

export const schemes = ['light', 'dark'] as const;

/** Where the pictures go: the folder that the environment names, to be looked at, else one that is gone after the tests. */
const { PHOTOGRAPHS: kept } = process.env;
const folder = kept ?? mkdtempSync(join(tmpdir(), 'fleetwright-photographs-'));
if (kept === undefined) afterAll(() => rmSync(folder, { recursive: true }));
else mkdirSync(folder, { recursive: true });

export interface Seen {
  /** Errors and warnings of the console, and what a script threw. */
  readonly complaints: readonly string[];
  /** How many pixels of each chart have the colour of one of its lines. */
  readonly inked: readonly number[];
  /** Rules of axe, a checker of accessibility, that the page breaks, contrast of text among them. */
  readonly violations: readonly string[];
  /** Requests for anything but the page itself. */
  readonly requests: readonly string[];
}

const axe = readFileSync(packageFile('axe-core', 'axe.min.js'), 'utf8');

/** Of each canvas, the pixels that are a line's colour. */
const inked = `[...document.querySelectorAll('.chart')].map((chart) => {
  const canvas = chart.querySelector('canvas');
  if (!canvas) return 0;
  const style = getComputedStyle(document.documentElement);
  const colours = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => {
    const hex = style.getPropertyValue('--series-' + index).trim();
    return [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
  });
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    if (data[at + 3] === 255 && colours.some((colour) => colour.every((value, part) => data[at + part] === value))) count++;
  return count;
})`;

/** @param name of its picture, before the scheme */
export async function photographed(
  browser: Browser,
  html: string,
  colorScheme: (typeof schemes)[number],
  name: string,
): Promise<Seen> {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
  try {
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) requests.push(request.url());
    });
    await page.setContent(html);
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
    const pixels = await page.evaluate<number[]>(inked);
    await page.evaluate(axe);
    const violations = await page.evaluate<string[]>(
      'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
    );
    return { complaints, inked: pixels, violations, requests };
  } finally {
    await page.close();
  }
}
