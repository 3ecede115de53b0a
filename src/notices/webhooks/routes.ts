import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { callerOf } from '../../accounts/index.ts'
import { generalProblems } from '../../platform/problem.ts'
import { insertForEndpoints, toMessages } from '../enqueue-notices.ts'
import { type NoticeParts, QUEUED } from '../parts.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { findEndpoint } from './endpoint.ts'
import {
  addEndpoint,
  changeEndpoint,
  ENDPOINTS_MOST,
  listEndpoints,
  removeEndpoint,
  rotateSecret,
} from './endpoint-store.ts'
import { problems } from './problems.ts'
import {
  EndpointAnswer,
  EndpointChangesBody,
  EndpointListAnswer,
  EndpointParams,
  EndpointWithSecretAnswer,
  NewEndpointBody,
} from './schemas.ts'
import { toEndpointAnswer, withSecret } from './to-answer.ts'

const tags = ['webhooks']

/** Everything about webhooks to a panel; a key needs the scope `ops`. */
export const webhookRoutes: FastifyPluginAsyncTypebox<{ parts: NoticeParts }> = async (
  app,
  { parts },
) => {
  await app.register(deliveryRoutes, { parts })
  const act = (request: FastifyRequest) => {
    return { by: callerOf(request).keyId, at: parts.clock.now() }
  }

  app.post(
    '/webhooks',
    {
      schema: {
        tags,
        summary: 'Add a webhook: an address of your panel that is told of events',
        body: NewEndpointBody,
        response: { 201: EndpointWithSecretAnswer },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request)
      const { url, description = '', events = null } = request.body
      await requireReachable(parts, url)
      const added = await addEndpoint(parts, { tenantId, url, description, events }, act(request))
      if (!added) throw problems.tooMany({ most: ENDPOINTS_MOST })
      reply.code(201).header('location', `/v1/webhooks/${added.endpoint.id}`)
      return withSecret(added)
    },
  )

  app.get(
    '/webhooks',
    { schema: { tags, summary: 'List the webhooks', response: { 200: EndpointListAnswer } } },
    async (request) => {
      const endpoints = await listEndpoints(parts.store, callerOf(request).tenantId)
      return { webhooks: endpoints.map(toEndpointAnswer) }
    },
  )

  app.get(
    '/webhooks/:id',
    {
      schema: {
        tags,
        summary: 'Read a webhook',
        params: EndpointParams,
        response: { 200: EndpointAnswer },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request)
      return toEndpointAnswer(
        found(await findEndpoint(parts.store, { tenantId, id: request.params.id })),
      )
    },
  )

  app.patch(
    '/webhooks/:id',
    {
      schema: {
        tags,
        summary: 'Change a webhook, or switch it off and on',
        params: EndpointParams,
        body: EndpointChangesBody,
        response: { 200: EndpointAnswer },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request)
      const { url } = request.body
      const name = { tenantId, id: request.params.id }
      if (url !== undefined) {
        found(await findEndpoint(parts.store, name))
        await requireReachable(parts, url)
      }
      return toEndpointAnswer(
        found(await changeEndpoint(parts.store, name, request.body, act(request))),
      )
    },
  )

  app.delete(
    '/webhooks/:id',
    {
      schema: {
        tags,
        summary: 'Remove a webhook, and what waits for it',
        params: EndpointParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request)
      if (!(await removeEndpoint(parts.store, { tenantId, id: request.params.id }, act(request))))
        throw generalProblems.notFound()
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/webhooks/:id/rotate-secret',
    {
      schema: {
        tags,
        summary: 'Draw a new secret; the old one signs as well for 24 hours',
        params: EndpointParams,
        response: { 200: EndpointWithSecretAnswer },
      },
    },
    async (request) => {
      const { tenantId } = callerOf(request)
      return withSecret(
        found(await rotateSecret(parts, { tenantId, id: request.params.id }, act(request))),
      )
    },
  )

  app.post(
    '/webhooks/:id/test',
    {
      schema: {
        tags,
        summary: 'Send an event of type `webhook.test`, whatever types it wants',
        params: EndpointParams,
        response: {
          202: Type.Object({ messageId: Type.String({ description: 'Its `webhook-id`.' }) }),
        },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request)
      const { id } = request.params
      if (found(await findEndpoint(parts.store, { tenantId, id })).disabledAt !== null)
        throw problems.disabled()
      const at = parts.clock.now()
      const event = { tenantId, type: 'webhook.test' as const, at, ids: {} }
      const message = toMessages(parts.keyring, event)
      await insertForEndpoints(parts.store, message, at, id).execute()
      parts.signals.publish(QUEUED)
      return reply.code(202).send({ messageId: message.id })
    },
  )
}

async function requireReachable({ publicFetch }: NoticeParts, url: string) {
  const reason = await publicFetch.judge(url)
  if (reason !== null) throw problems.urlRefused({ reason })
}

function found<T>(one: T | null): T {
  if (one !== null) return one
  throw generalProblems.notFound()
}
