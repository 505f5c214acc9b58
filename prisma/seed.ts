import { tasks } from '../game/tasks/index.ts'
import { connect } from '../server/store/connect.ts'
import { seed } from '../server/store/seed.ts'

/** `npx prisma db seed` on the database of DATABASE_URL. A start of Sparring does the same by itself. */
const db = connect(process.env['DATABASE_URL'] ?? '', 'tool')
try {
  await seed(db, tasks)
} finally {
  await db.$disconnect()
}
