// The end of a run of the tests in one fixed form: each thing that went wrong in a line, because only the end of a long log is kept
// in many places, and the outcome last, so that a script can read it. Where the set-up fails no test runs, and jest tells nobody.
import { stripVTControlCharacters } from 'node:util';

const longest = 300;
const most = 20;

export default class ClosingLine {
  onRunComplete(
    _contexts,
    { testResults, numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests },
  ) {
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const lines = [
      ...faultsOf(testResults),
      '',
      `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`,
    ];
    process.once('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }
}

/** What went wrong, once each, with the first test that it happened to. */
function faultsOf(suites) {
  const tests = suites.flatMap((suite) => suite.testResults.map((test) => ({ ...test, suite })));
  const failures = [
    ...suites.filter(({ testExecError }) => testExecError).map((suite) => ({ suite, said: reasonOf(suite) })),
    ...tests.flatMap(({ suite, fullName, failureMessages }) =>
      failureMessages.map((said) => ({ suite, fullName, said })),
    ),
  ];
  const faults = new Map();
  for (const { suite, fullName, said } of failures) {
    const { first = [relative(suite.testFilePath), fullName].filter(Boolean).join(': '), count = 0 } =
      faults.get(gist(said)) ?? {};
    faults.set(gist(said), { first, count: count + 1 });
  }
  const lines = [...faults].map(
    ([said, { first, count }]) => `FAULT ${first}${count > 1 ? ` (1 of ${count})` : ''}: ${said}`,
  );
  return lines.length > most ? [...lines.slice(0, most), `and ${lines.length - most} more faults`] : lines;
}

const relative = (path) => path.replace(`${process.cwd()}/`, '');

/** Of a hook that failed jest knows the stack alone, and of what is thrown without being an error nothing. */
function reasonOf({ testExecError: { message, stack }, failureMessage }) {
  return message || stack || failureMessage || 'it says nothing';
}

/** The message in one line, without the stack. */
function gist(said) {
  const [message] = stripVTControlCharacters(said).split(/\n\s+at /, 1);
  return message
    .split(/\s*\n\s*/)
    .filter(Boolean)
    .join(' | ')
    .slice(0, longest);
}
