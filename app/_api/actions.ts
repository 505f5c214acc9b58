import { mutate } from 'swr'
import { MeView, RecoverableView, RecoveryView, SessionView } from '../../game/protocol/http.ts'
import type { PartnerAccess } from '../../game/protocol/terms.ts'
import { fetchApi } from './fetch-api.ts'

/** Makes sure there is a session (a guest at first), and returns it. */
export async function ensureSession(): Promise<SessionView> {
  const session = await fetchApi(SessionView, '/session', { method: 'POST', body: {} })
  await mutate('/session', session, { revalidate: false })
  return session
}

/** Changes my name. Throws ApiError, whose message says what a name must be or that it is taken. */
export async function rename(name: string): Promise<void> {
  await ensureSession()
  const session = await fetchApi(SessionView, '/me/name', { method: 'POST', body: { name } })
  await mutate('/session', session, { revalidate: false })
  await mutate('/me')
}

/** Deletes me and all that is mine; the browser has no session afterwards. Throws ApiError. */
export async function deleteMe(): Promise<void> {
  await fetchApi(SessionView, '/me', { method: 'DELETE', body: { confirm: 'delete everything' } })
}

/** Makes a link that brings me back on another device, and returns its secret, which is shown nowhere else. Throws ApiError. */
export async function makeRecoveryLink(): Promise<string> {
  const { secret } = await fetchApi(RecoveryView, '/me/recovery', { method: 'POST', body: {} })
  await mutate('/me')
  return secret
}

/** Has my link open nothing any more. Throws ApiError. */
export async function revokeRecoveryLink(): Promise<void> {
  const me = await fetchApi(MeView, '/me/recovery', { method: 'DELETE' })
  await mutate('/me', me, { revalidate: false })
}

/** Whom a link brings back. Throws ApiError, with status 404 where it opens nothing. */
export const findRecoverable = (secret: string): Promise<RecoverableView> =>
  fetchApi(RecoverableView, '/recover/whose', { method: 'POST', body: { secret } })

/** Makes this browser that of whom a link brings back. Throws ApiError. */
export const recover = (secret: string): Promise<SessionView> =>
  fetchApi(SessionView, '/recover', { method: 'POST', body: { secret } })

async function changePartner(path: string, method: 'POST' | 'DELETE', body?: unknown): Promise<void> {
  const me = await fetchApi(MeView, `/me/partners/${path}`, { method, body })
  await mutate('/me', me, { revalidate: false })
}

/** Takes a partner back to one of its revisions; what came after stays in its history. */
export const rewindPartner = (id: string, number: number): Promise<void> =>
  changePartner(`${id}/rewind`, 'POST', { number })

/** A frozen partner plays on and does not learn. */
export const freezePartner = (id: string, frozen: boolean): Promise<void> =>
  changePartner(`${id}/freeze`, 'POST', { frozen })

/** Gives a partner a name of its own; empty for the usual one. Throws ApiError, whose message says why it cannot be had. */
export const renamePartner = (id: string, name: string): Promise<void> => changePartner(`${id}/name`, 'POST', { name })

/** Lets nobody but me see a partner, everybody see it, or everybody play it as well. */
export const setPartnerAccess = (id: string, access: PartnerAccess): Promise<void> =>
  changePartner(`${id}/access`, 'POST', { access })

/** Gives a partner its parent's weights again. */
export const restartPartner = (id: string): Promise<void> => changePartner(`${id}/restart`, 'POST', {})

/** Deletes a partner; restorePartner takes it back for a while. */
export const deletePartner = (id: string): Promise<void> => changePartner(id, 'DELETE')

/** Undoes deletePartner. */
export const restorePartner = (id: string): Promise<void> => changePartner(`${id}/restore`, 'POST', {})
