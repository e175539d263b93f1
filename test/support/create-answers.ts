/** What `fleetwright create` asks for, as flags give it: a fleet with a cluster whose name is none in TypeScript. */
export const givenAnswers = {
  clusters: 'lab,prod-eu',
  domain: 'contoso.dev',
  repository: 'https://github.com/contoso/platform',
  tenant: '8d3e1c5a-7b2f-4c60-9a14-5e0f2b7d9c31',
  // Nobody has its private half.
  recovery: 'age1j26jms0qdkvvmf7qnj68n5x3dcshfcw4kw73dquaujjdsa3p750q5qre0y',
} as const;
