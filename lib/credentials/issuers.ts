// Tokens whose issuer begins each with letters of its own and makes all of one length, so that no other text is like them.

interface Issuer {
  readonly issuer: string;
  readonly form: RegExp;
  /** Where the form is described: the issuer's documentation, or the rules of a scanner. */
  readonly source: 'issuer' | 'gitleaks' | 'trufflehog';
}

export const issuers: readonly Issuer[] = [
  { issuer: '1Password', form: /\bops_eyJ[A-Za-z0-9+/_-]{200}/, source: 'gitleaks' },
  { issuer: 'Alibaba Cloud', form: /\bLTAI[A-Za-z0-9]{12}(?:[A-Za-z0-9]{8})?\b/, source: 'gitleaks' },
  { issuer: 'Atlassian', form: /\bATATT3[\w=-]{186}/, source: 'gitleaks' },
  { issuer: 'AWS Bedrock', form: /\bABSK[A-Za-z0-9+/]{109}/, source: 'gitleaks' },
  { issuer: 'AWS Bedrock', form: /\bbedrock-api-key-[A-Za-z0-9+/]{32}/, source: 'gitleaks' },
  { issuer: 'Brevo', form: /\bx(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}/, source: 'gitleaks' },
  { issuer: 'Contentful', form: /\bCFPAT-[\w-]{43}/, source: 'trufflehog' },
  { issuer: 'Dynatrace', form: /\bdt0c01\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{64}/, source: 'issuer' },
  { issuer: 'Google', form: /\b1\/\/0[\w-]{40}/, source: 'issuer' },
  { issuer: 'Groq', form: /\bgsk_[A-Za-z0-9]{52}/, source: 'trufflehog' },
  { issuer: 'Heroku', form: /\bHRKU-AA[\w-]{58}/, source: 'gitleaks' },
  { issuer: 'HubSpot', form: /\bpat-(?:eu|na)1(?:-[A-Za-z0-9]{4,12}){5}/, source: 'trufflehog' },
  { issuer: 'JFrog', form: /\bAKCp[A-Za-z0-9]{69}|\bcmVmdGtuOj[A-Za-z0-9]{54}/, source: 'gitleaks' },
  { issuer: 'PlanetScale', form: /\bpscale_(?:tkn|pw|oauth)_[\w=.-]{32}/, source: 'gitleaks' },
  { issuer: 'Postman', form: /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}/, source: 'gitleaks' },
  { issuer: 'Pulumi', form: /\bpul-[0-9a-f]{40}/, source: 'gitleaks' },
  { issuer: 'RubyGems', form: /\brubygems_[0-9a-f]{48}/, source: 'gitleaks' },
  { issuer: 'Sentry', form: /\bsntryu_[0-9a-f]{64}|\bsntrys_eyJ[A-Za-z0-9+/=_]{120}/, source: 'gitleaks' },
  { issuer: 'Snyk', form: /\bsnyk_[us]at\.[0-9a-f]{8}\.[\w-]{20,4000}\.[\w-]{20}/, source: 'issuer' },
  { issuer: 'Tailscale', form: /\btskey-[a-z]+-\w{6,64}-\w{16}/, source: 'trufflehog' },
];
