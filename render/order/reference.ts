// What an object needs before it can be applied or work: other objects, and API groups.
import type { RenderedObject } from '../rendered.ts';

/** A need of an object. */
export interface Use {
  readonly by: RenderedObject;
  /** The field that names what is needed. */
  readonly field: string;
  readonly needs: Need;
}

export type Need =
  /** An object, by the identity that {@link identityOf} writes. */
  | { readonly object: string }
  /** The custom resource definitions of an API group. */
  | { readonly group: string };

/** A need as people read it. */
export function describe(need: Need): string {
  if ('group' in need) return `API group ${need.group}`;
  const [group = '', kind = '', namespace = '', ...name] = need.object.split('/');
  return `${kind}${group && `.${group}`} ${namespace && `${namespace}/`}${name.join('/')}`;
}
