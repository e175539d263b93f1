// As actions/checkout does it: the token's header for one server. Through the environment, where neither a file nor a
// list of processes shows it.

/** What git is told on top of its environment; nothing without a token. */
export function credentials(token: string | undefined): Record<string, string> {
  if (token === undefined) return {};
  const server = process.env.GITHUB_SERVER_URL ?? 'https://github.com';
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${server}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}
