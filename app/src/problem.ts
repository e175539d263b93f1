// Every answer that is not a success has one shape, Fastify's own, so that a client parses one.
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';

export function problem(reply: FastifyReply, statusCode: number, message: string): FastifyReply {
  return reply.code(statusCode).send({ statusCode, error: STATUS_CODES[statusCode], message });
}
