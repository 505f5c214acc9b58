import { defineConfig } from 'prisma/config'

/** Only for people who run the Prisma command line by hand; the server passes its address itself. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node --import tsx prisma/seed.ts' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
})
