// Azure's services put a mark of their own into each key, always at the same place, so that it is found wherever it lies.

interface Form {
  readonly before: string;
  /** One for each service, case and all. */
  readonly marks: readonly string[];
  readonly after: string;
}

/** What may not stand beside a key in base64: it would be a part of something longer. */
const start = String.raw`(?<![\w+/-])`;
const end = String.raw`(?![\w+/=-])`;

/** Source: the models of high confidence in Microsoft's security-utilities. */
const forms: readonly Form[] = [
  {
    before: `${start}[A-Za-z0-9+/]{33}`,
    // Relay, Event Hubs, Service Bus, IoT, Cache for Redis, Event Grid
    marks: ['+ARm', '+AEh', '+ASb', 'AIoT', 'AzCa', 'AZEG'],
    after: `[A-P][A-Za-z0-9+/]{5}=${end}`,
  },
  {
    before: `${start}[A-Za-z0-9+/]{76}`,
    // Storage, Cosmos DB, Batch, Machine Learning, API Management
    marks: ['+ASt', 'ACDb', '+ABa', '+AMC', 'APIM'],
    after: `[A-Za-z0-9+/]{5}[AQgw]==${end}`,
  },
  // Container Registry, Search
  { before: `${start}[A-Za-z0-9+/]{42}`, marks: ['+ACR', 'AzSe'], after: `[A-D][A-Za-z0-9+/]{5}${end}` },
  // Functions
  { before: String.raw`(?<![\w-])[\w-]{44}`, marks: ['AzFu'], after: String.raw`[\w-]{5}[AQgw]==(?![\w-])` },
  // The form that DevOps, OpenAI, App Configuration, Maps and more have in common
  {
    before: '(?<![A-Za-z0-9])[A-Za-z0-9]{52}',
    marks: ['JQQJ99', 'JQQJ9D', 'JQQJ9H'],
    after: '[A-Za-z0-9][A-L][A-Za-z0-9]{16}[A-Za-z][A-Za-z0-9]{7}(?:[A-Za-z0-9]{2}==)?',
  },
];

const anyOf = (marks: readonly string[]): string => `(?:${marks.join('|').replaceAll('+', String.raw`\+`)})`;

/** A key of any of them. */
export const azureKey = new RegExp(forms.map(({ before, marks, after }) => before + anyOf(marks) + after).join('|'));

/** What is in each of them. */
export const azureMark = new RegExp(anyOf(forms.flatMap(({ marks }) => marks)));
