import { expect, test } from '@jest/globals';
import { runbookPath } from '../../../lib/monitoring/runbook.ts';

test.each([
  ['one word', 'Slow', 'docs/runbooks/slow.md'],
  ['several words', 'ShortenerErrorBudgetFastBurn', 'docs/runbooks/shortener-error-budget-fast-burn.md'],
  ['a digit', 'Http5xxRising', 'docs/runbooks/http5xx-rising.md'],
])('an alert whose name has %s finds its runbook', (_name, alert, path) => expect(runbookPath(alert)).toBe(path));
