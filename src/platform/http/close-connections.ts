import type { FastifyInstance } from 'fastify'

const LOOK_EVERY_MS = 20

/**
 * Lets a closing server answer what it is working on and then drops every connection. Node closes only
 * those it knows to be idle; one that has not asked anything yet would hold the server for seconds.
 */
export function closeConnectionsWhenDone(app: FastifyInstance) {
  let active = 0
  app.addHook('onRequest', (_request, { raw }, done) => {
    active += 1
    raw.once('close', () => {
      active -= 1
    })
    done()
  })
  app.addHook('preClose', async () => {
    const timer = setInterval(() => {
      if (active === 0) app.server.closeAllConnections()
    }, LOOK_EVERY_MS)
    app.server.once('close', () => clearInterval(timer))
  })
}
