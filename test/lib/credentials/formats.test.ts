// Each issuer marks its credentials in a way of its own: a form that is taken off the list is one that nobody finds any more.
import { expect, test } from '@jest/globals';
import { formatsIn } from '../../../lib/credentials/formats.ts';

/** What stands behind a mark, put together here, so that no scanner takes this file for a leak. */
const mixed = (length: number): string => 'aB3dE7gH9k'.repeat(10).slice(0, length);
const hex = (length: number): string => '0a1b2c3d4e5f6789'.repeat(4).slice(0, length);
const letters = (length: number): string => 'aBcDeFgHiJ'.repeat(10).slice(0, length);

test.each([
  ['a private key', `{"kty":"RSA","d":"${mixed(40)}"}`],
  ['a private key', `{"d":"${mixed(40)}","kty":"RSA"}`],
  ['a private key of PuTTY', `PuTTY-User-Key-File-${3}: ssh-ed25519`],
  ['a token of GitHub', `gho_${mixed(36)}`],
  ['a token of GitHub', `github_pat_${mixed(60)}`],
  ['a token of GitLab', `glpat-${mixed(20)}`],
  ['a key of Google', `AIza${mixed(35)}`],
  ['a key of Google', `ya29.${mixed(20)}`],
  ['a key of Google', `GOCSPX-${mixed(20)}`],
  ['a signature of Azure', `https://a.example/?sv=1&sig=${mixed(20)}`],
  ["an identifiable key of Azure's", `${mixed(42)}+ACRD${mixed(5)}`],
  ['a token of Slack', `xoxb-${mixed(10)}`],
  ['the address of a webhook', `https://a.webhook.office.com/webhookb2/${mixed(6)}`],
  ['the address of a webhook', `https://discord.com/api/webhooks/${'1'.repeat(6)}/x`],
  ['a token of npm', `npm_${mixed(36)}`],
  ['a token of PyPI', `pypi-AgE${mixed(40)}`],
  ['a token of Docker', `dckr_pat_${mixed(20)}`],
  ['a token of Vault', `hvs.${mixed(24)}`],
  ['a token of Grafana', `glsa_${mixed(32)}`],
  ['a key of Stripe', `sk_live_${mixed(16)}`],
  ['a key of Stripe', `whsec_${mixed(24)}`],
  ['a key of OpenAI', `sk-proj-${mixed(20)}`],
  ['a key of SendGrid', `SG.${mixed(16)}.${mixed(16)}`],
  ['a key of Mailgun', `key-${hex(32)}`],
  ['a key of Twilio', `SK${hex(32)}`],
  ['a token of Hugging Face', `hf_${letters(34)}`],
  ['a token of DigitalOcean', `dop_v1_${hex(64)}`],
  ['a token of Databricks', `dapi${hex(32)}`],
  ['a token of Shopify', `shpat_${hex(32)}`],
  ['a token of Telegram', `123456789:AA${mixed(33)}`],
  ['a token of Terraform', `${mixed(14)}.atlasv1.${mixed(60)}`],
  ['a token of New Relic', `NRAK-${mixed(27).toUpperCase()}`],
  ['a token of Linear, Notion or Doppler', `lin_api_${mixed(32)}`],
  ['a token of Linear, Notion or Doppler', `ntn_${mixed(40)}`],
  ['a URL with a token', `https://${mixed(20)}@example.com`],
  ["a password's hash", `$2b$10$${mixed(22)}`],
  ["a password's hash", `{SSHA}${mixed(20)}`],
  ['a login in a header', `Bearer ${mixed(16)}`],
])('%s is known by its form (%#)', (name, text) => {
  expect(formatsIn(text)).toContain(name);
  expect(formatsIn(`before: "${text}", after`)).toContain(name);
});
