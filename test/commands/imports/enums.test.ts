import { expect, test } from '@jest/globals';
import { enumsIn } from '../../../commands/imports/enums.ts';
import { schemasOfKubernetes } from '../../../commands/imports/kubernetes.ts';

/** As the generator of Kubernetes writes it, in Go. */
const source = `
func schema_k8sio_api_core_v1_Claim(ref common.ReferenceCallback) common.OpenAPIDefinition {
	return common.OpenAPIDefinition{
		Schema: spec.Schema{
			SchemaProps: spec.SchemaProps{
				Properties: map[string]spec.Schema{
					"mode": {
						SchemaProps: spec.SchemaProps{
							Type: []string{"string"},
							Enum: []interface{}{"Block", "Filesystem"},
						},
					},
					"modes": {
						SchemaProps: spec.SchemaProps{
							Items: &spec.SchemaOrArray{
								Schema: &spec.Schema{
									SchemaProps: spec.SchemaProps{
										Enum:    []interface{}{"Once", "Many"},
									},
								},
							},
						},
					},
					"name": {
						SchemaProps: spec.SchemaProps{
							Type: []string{"string"},
						},
					},
				},
			},
		},
	}
}
`;

test('the words of a field and of a list are found; a field may be empty, an entry not', () => {
  expect(enumsIn(source)).toEqual({
    'io.k8s.api.core.v1.Claim': {
      properties: { mode: { enum: ['', 'Block', 'Filesystem'] }, modes: { items: { enum: ['Once', 'Many'] } } },
    },
  });
});

test('a file of another form stops the import', () => {
  expect(() => enumsIn(source.replaceAll('Enum:', 'Words:'))).toThrow('another form');
});

const kubernetes = (properties: object, required: readonly string[] = []) => {
  const metadata = { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
  const gvk = { group: '', version: 'v1', kind: 'Claim' };
  const definition = { type: 'object', required, properties, 'x-kubernetes-group-version-kind': [gvk] };
  return schemasOfKubernetes(
    {
      paths: { '/api/v1/claims': { post: { 'x-kubernetes-group-version-kind': gvk } } },
      definitions: { 'io.k8s.api.core.v1.Claim': { ...definition, properties: { ...properties, metadata } } },
    },
    enumsIn(source),
  ).kinds['v1/Claim']?.schema;
};
const text = { type: 'string' };
const fields = { mode: text, modes: { type: 'array', items: text } };

test('they stand in the schema of the kind; a field that must be there is not empty', () => {
  expect(kubernetes(fields)?.properties).toMatchObject({
    mode: { type: 'string', enum: ['', 'Block', 'Filesystem'] },
    modes: { type: 'array', items: { type: 'string', enum: ['Once', 'Many'] } },
  });
  expect(kubernetes(fields, ['mode'])?.properties).toMatchObject({ mode: { enum: ['Block', 'Filesystem'] } });
});

test('words of a field that Kubernetes has no more stop the import', () => {
  expect(() => kubernetes({ modes: fields.modes })).toThrow('io.k8s.api.core.v1.Claim has no field mode');
});
