// Credentials that are known by their form, whatever they are called: each issuer marks its own, so that they can be found.
import { azureKey, azureMark } from './azure-keys.ts';
import { issuers } from './issuers.ts';
import { keyInBase64, keyInBase64Mark } from './keys-in-base64.ts';
import { placeholder } from './values.ts';

interface Format {
  /** What it is, as it is told to people. */
  readonly name: string;
  readonly pattern: RegExp;
  /** What is in every match, where the pattern begins with what is in most texts. @default the pattern */
  readonly mark?: RegExp;
  /** Whether examples that mean nothing look like it too, so that it counts in what is rendered alone. @default false */
  readonly onlyRendered?: boolean;
}

/** Sources: the issuers' documentation, and the rules of gitleaks. */
const formats: readonly Format[] = [
  { name: 'a private key', pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/ },
  {
    name: 'a private key',
    pattern: /"kty"\s*:[^{}]{0,9999}"d"\s*:\s*"[\w-]{32}|"d"\s*:\s*"[\w-]{32}[^{}]{0,9999}"kty"\s*:/,
    mark: /"kty"/,
  },
  { name: 'a private key', pattern: keyInBase64, mark: keyInBase64Mark },
  { name: 'a private key', pattern: /\bMI[I-L][A-Za-z0-9+/]{2}[AQgw]IBAzCC/, mark: /IBAzCC/ },
  { name: 'a private key of age', pattern: /AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{50}/ },
  { name: 'a private key of PuTTY', pattern: /PuTTY-User-Key-File-\d/ },
  { name: 'a token of GitHub', pattern: /\bgh[oprsu]_[A-Za-z0-9]{36}|\bgithub_pat_\w{60}/ },
  { name: 'a token of GitLab', pattern: /\bgl(?:pat|ptt|dt|rt|cbt|agent|ft|soat|imt)-[\w-]{20}/ },
  { name: 'a key of AWS', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/ },
  { name: 'a key of Google', pattern: /\bAIza[\w-]{35}|\bya29\.[\w-]{20}|\bGOCSPX-[\w-]{20}/ },
  { name: 'a key of Azure', pattern: /\b(?:AccountKey|SharedAccessKey|SharedSecret)\s*=\s*[A-Za-z0-9+/]{27,}/ },
  { name: 'a signature of Azure', pattern: /[?&;]sig=[A-Za-z0-9%+/]{20}/ },
  { name: "an application's secret of Entra", pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}/, mark: /\dQ~/ },
  { name: "an identifiable key of Azure's", pattern: azureKey, mark: azureMark },
  { name: 'a token of Slack', pattern: /\bxox[abeoprs]-[\w-]{10}|\bxapp-\d-[\w-]{10}/ },
  { name: 'the address of a webhook', pattern: /hooks\.slack\.com\/(?:services|triggers|workflows)\/\w{6}/ },
  { name: 'the address of a webhook', pattern: /webhook\.office\.com\/webhookb2\/\w{6}/ },
  { name: 'the address of a webhook', pattern: /discord(?:app)?\.com\/api\/webhooks\/\d{6}/ },
  { name: 'a token of npm', pattern: /\bnpm_[A-Za-z0-9]{36}/ },
  { name: 'a token of PyPI', pattern: /\bpypi-AgE[\w-]{40}/ },
  { name: 'a token of Docker', pattern: /\bdckr_(?:pat|oat)_[\w-]{20}/ },
  { name: 'a token of Vault', pattern: /\bhv[bsr]\.[\w-]{24}/ },
  { name: 'a token of Grafana', pattern: /\bgl(?:c|sa)_[A-Za-z0-9+/]{32}/ },
  { name: 'a token of Kubernetes', pattern: /\beyJ[\w-]{10,4000}\.eyJ[\w-]{10,4000}\.[\w-]{10}/ },
  { name: 'a key of Stripe', pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16}|\bwhsec_[A-Za-z0-9+/]{24}/ },
  { name: 'a key of OpenAI', pattern: /\bsk-(?:proj|svcacct|admin|ant|or)-[\w-]{20}|\bsk-\w{20}T3BlbkFJ/ },
  { name: 'a key of SendGrid', pattern: /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/ },
  { name: 'a key of Mailgun', pattern: /\bkey-[0-9a-f]{32}\b/ },
  { name: 'a key of Twilio', pattern: /\bSK[0-9a-f]{32}\b/ },
  { name: 'a token of Hugging Face', pattern: /\bhf_[A-Za-z]{34}/ },
  { name: 'a token of DigitalOcean', pattern: /\bdo[opr]_v1_[0-9a-f]{64}/ },
  { name: 'a token of Databricks', pattern: /\bdapi[0-9a-f]{32}/ },
  { name: 'a token of Shopify', pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/ },
  { name: 'a token of Telegram', pattern: /\b\d{8,10}:AA[\w-]{33}/, mark: /\d:AA/ },
  { name: 'a token of Terraform', pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60}/, mark: /\.atlasv1\./ },
  { name: 'a token of New Relic', pattern: /\bNRAK-[A-Z0-9]{27}/ },
  { name: 'a token of Linear, Notion or Doppler', pattern: /\blin_api_\w{32}|\bntn_\w{40}|\bdp\.(?:pt|st|ct)\.\w{40}/ },
  ...issuers.map(({ issuer, form }) => ({ name: `a token of ${issuer}`, pattern: form })),
  {
    name: 'a URL with a password',
    pattern: new RegExp(
      String.raw`(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/[^\s/:@"'<>]*:(?!${placeholder}@)[^\s/@"']+@[\w[]`,
    ),
    mark: /:\/\/[^\s/:@]*:[^\s/@]+@/,
    onlyRendered: true,
  },
  {
    name: 'a connection with a password',
    pattern: new RegExp(String.raw`[^\s:/"'=]:(?!${placeholder}@)[^\s"']{1,256}@(?:[a-z][\w+-]*\([^()\s]*\)|tcp)?\/`),
    mark: /[^\s"']@(?:[a-z][\w+-]*\([^()\s]*\)|tcp)?\//,
    onlyRendered: true,
  },
  {
    name: 'a URL with a token',
    pattern: /https?:\/\/(?=[^\s/:@"'<>]*\d)[A-Za-z0-9_-]{16,}@[\w[]/i,
    onlyRendered: true,
  },
  {
    name: "a password's hash",
    pattern: /\$(?:2[abxy]|5|6|y|apr1|argon2i?d?)\$[\w./$=,+]{20}|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/]{20}/,
    onlyRendered: true,
  },
  {
    name: 'a login in a header',
    pattern: /\b(?:Basic|Bearer|Token|Digest|ApiKey)\s+(?=[^\s]*\d)[A-Za-z0-9+/=._~-]{16}/,
    onlyRendered: true,
  },
  {
    name: 'a login on a command line',
    pattern: new RegExp(
      String.raw`(?:^|\s)(?:-u|--user|--proxy-user)[= ]?["']?[A-Za-z][\w.@-]*:(?!${placeholder}(?:["'\s]|$))[^\s"':/]+`,
    ),
    onlyRendered: true,
  },
];

/** Formats that are looked for together: one pass over a text says whether it is worth more, and nearly none is. */
interface Search {
  readonly among: readonly Format[];
  readonly quick: RegExp;
}

const word = String.raw`\b`;

/** Most forms begin where a word does: asked once for all of them, that settles most places of a text. */
function searchOf(among: readonly Format[]): Search {
  const marks = among.flatMap(({ pattern, mark = pattern }) => mark.source.split(/\|(?=\\b)/));
  const atWords = marks.filter((mark) => mark.startsWith(word)).map((mark) => mark.slice(word.length));
  const others = marks.filter((mark) => !mark.startsWith(word));
  return { among, quick: new RegExp([`${word}(?:${atWords.join('|')})`, ...others].join('|')) };
}

const everywhere = searchOf(formats);
const inProse = searchOf(formats.filter(({ onlyRendered }) => !onlyRendered));

/** What a text of a rendered object holds, by name; each once. */
export function formatsIn(text: string): string[] {
  return found(text, everywhere);
}

/** What a text of any kind holds, where examples stand too. */
export function formatsInProse(text: string): string[] {
  return found(text, inProse);
}

function found(text: string, { among, quick }: Search): string[] {
  if (text.length < 8 || !quick.test(text)) return [];
  return [...new Set(among.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name))];
}
