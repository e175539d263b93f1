// Which words a field takes: Kubernetes' OpenAPI document leaves them out, the Go code that the API server serves it from has them.
import type { Schema } from '@cfworker/json-schema';

/** What a schema of Kubernetes says of a definition too little, by the definition's name. */
export type Amendments = Readonly<Record<string, Schema>>;

/** One function a definition, each property at the same depth: gofmt indents them all alike. */
const definition = /^func schema_k8sio_api_(\w+)\([\s\S]*?^\}/gm;
const property = /^\t{5}"([^"]+)": \{[\s\S]*?^\t{5}\},/gm;
const words = /^(\t+)Enum: +\[\]interface\{\}\{(.*)\},$/m;
const ofProperty = 7;

/**
 * The words of each field that takes some words alone. An empty one is among them: to the API server it is the field left out.
 *
 * @throws Error where none is found, so that another form of the file cannot weaken the schemas unseen
 */
export function enumsIn(source: string): Amendments {
  const found = Array.from(source.matchAll(definition), ([text, name = '']): [string, Schema] => {
    const properties = Array.from(text.matchAll(property), ([inner, field = '']): [string, Schema] => {
      const [, indent = '', list = ''] = words.exec(inner) ?? [];
      const known = JSON.parse(`[${list}]`) as string[];
      return [
        field,
        indent.length > ofProperty
          ? { items: { enum: known } }
          : indent === ''
            ? {}
            : { enum: [...new Set(['', ...known])] },
      ];
    });
    const amended = properties.filter(([, schema]) => Object.keys(schema).length > 0);
    return [`io.k8s.api.${name.replaceAll('_', '.')}`, { properties: Object.fromEntries(amended) }];
  }).filter(([, { properties }]) => Object.keys(properties ?? {}).length > 0);
  if (found.length === 0) throw new Error('no words of any field found: its Go code has another form');
  return Object.fromEntries(found);
}
