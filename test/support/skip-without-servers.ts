import { beforeEach, inject } from 'vitest'

/** Setup of the project `production`: what cannot be tested here is skipped where all can see it. */
beforeEach(({ skip }) => {
  if (inject('servers') === null) skip(inject('why'))
})
