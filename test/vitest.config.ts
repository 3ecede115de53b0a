import { defineConfig } from 'vitest/config'

/** What is about PostgreSQL itself. */
const onPostgres = [
  'test/integration/{postgres,races}-*.test.ts',
  'test/faults/database-outage.test.ts',
]

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'test/architecture.test.ts'],
        },
      },
      {
        test: {
          name: 'service',
          include: ['test/{contract,http,integration,security,faults,flows,browser}/**/*.test.ts'],
          exclude: onPostgres,
          globalSetup: ['test/support/requirements.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // The same flows on the stores of production: PostgreSQL and Redis.
          name: 'production',
          include: [
            'test/{http,security,faults,flows}/**/*.test.ts',
            'test/integration/{audit,factors,logins,rotation}-*.test.ts',
            ...onPostgres,
          ],
          // Starts processes with stores of their own: once is enough.
          exclude: ['test/flows/commands.test.ts'],
          globalSetup: ['test/support/requirements.ts', 'test/support/servers.ts'],
          setupFiles: ['test/support/skip-without-servers.ts'],
          // Twenty rounds of a hundred requests, on whatever machine.
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
