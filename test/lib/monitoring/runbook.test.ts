import { expect, test } from '@jest/globals';
import { runbookPage } from '../../../lib/monitoring/runbook.ts';

test.each([
  ['one word', 'Slow', 'slow.md'],
  ['several words', 'ShortenerErrorBudgetFastBurn', 'shortener-error-budget-fast-burn.md'],
  ['a digit', 'Http5xxRising', 'http5xx-rising.md'],
])('an alert whose name has %s finds its runbook', (_name, alert, page) => expect(runbookPage(alert)).toBe(page));
