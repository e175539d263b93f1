// The service proper: follow a link, or list them all with the token.
import type { FastifyPluginAsync } from 'fastify';
import { linksPath } from '../../contract.ts';
import type { Links } from '../links.ts';
import { problem } from '../problem.ts';
import { authorizes } from '../token.ts';

/** A value that may change between two requests; undefined until it is loaded. */
interface Current<T> {
  readonly value: T | undefined;
}

export interface LinkRoutesProps {
  readonly links: Current<Links>;
  readonly token: Current<string>;
}

export function linkRoutes({ links, token }: LinkRoutesProps): FastifyPluginAsync {
  return async (server) => {
    server.get<{ Params: { slug: string } }>('/:slug', ({ params: { slug } }, reply) => {
      if (!links.value) return problem(reply, 503, 'links not loaded yet');
      const target = links.value.get(slug);
      return target ? reply.redirect(target, 302) : problem(reply, 404, 'no such link');
    });

    server.get(linksPath, ({ headers }, reply) => {
      if (!authorizes(headers.authorization, token.value)) {
        return problem(reply.header('www-authenticate', 'Bearer'), 401, 'a valid bearer token is needed');
      }
      return links.value ? Object.fromEntries(links.value) : problem(reply, 503, 'links not loaded yet');
    });
  };
}
