import { describe, expect, test } from 'vitest'
import { GhostStore } from '../../app/_trainer/ghost-store.ts'

/** What a browser keeps, for all of its tabs. */
function storage(refuses: () => boolean = () => false): Storage {
  const kept = new Map<string, string>()
  return {
    get length() {
      return kept.size
    },
    key: (i) => [...kept.keys()][i] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, text) {
      if (refuses()) throw new DOMException('Full', 'QuotaExceededError')
      kept.set(key, text)
    },
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  }
}

const ann = { account: 'ann', task: 'pong', version: 1 }
const bob = { ...ann, account: 'bob' }

describe('the ghosts of a browser', () => {
  test('are read by the next page, under the account, the task and its version', () => {
    const browser = storage()
    new GhostStore(browser).keep(ann, '{"of":"ann | x"}')
    const page = new GhostStore(browser)
    expect(page.read(ann)).toBe('{"of":"ann | x"}')
    for (const other of [bob, { ...ann, task: 'volley' }, { ...ann, version: 2 }]) expect(page.read(other)).toBeNull()
  })

  test('are what was kept last, from whichever tab', () => {
    const browser = storage()
    const [one, two] = [new GhostStore(browser), new GhostStore(browser)]
    one.keep(ann, 'a')
    two.keep(ann, 'b')
    one.keep(ann, 'c')
    expect(two.read(ann)).toBe('c')
  })

  test('are forgotten, and what another tab learns on from them is not kept', () => {
    const browser = storage()
    const [match, own] = [new GhostStore(browser), new GhostStore(browser)]
    match.keep(ann, 'a')
    match.keep(bob, 'b')
    own.forget(ann)
    match.keep(ann, 'a and more')
    expect(own.read(ann)).toBeNull()
    expect(own.read(bob)).toBe('b')
    // The next match in that tab begins anew.
    expect(match.read(ann)).toBeNull()
    match.keep(ann, 'new')
    expect(own.read(ann)).toBe('new')
  })

  test('of an account that is deleted go with it, in all games', () => {
    const browser = storage()
    const store = new GhostStore(browser)
    for (const whose of [ann, { ...ann, task: 'volley' }, bob]) store.keep(whose, 'x')
    store.forgetAccount('ann')
    expect([store.read(ann), store.read({ ...ann, task: 'volley' }), store.read(bob)]).toEqual([null, null, 'x'])
    browser.setItem('theirs.ann', 'another key')
    store.forgetAccount('ann')
    expect(browser.getItem('theirs.ann')).toBe('another key')
  })

  test('tell a page when they change', () => {
    const store = new GhostStore(storage())
    let heard = 0
    const stop = store.subscribe(() => heard++)
    store.keep(ann, 'a')
    store.forget(ann)
    stop()
    store.keep(ann, 'b')
    expect(heard).toBe(2)
  })

  test('are bounded in number and length', () => {
    const browser = storage()
    const store = new GhostStore(browser)
    for (let i = 0; i < 20; i++) store.keep({ ...ann, account: `person${i}` }, 'x')
    expect(browser.length).toBe(8)
    store.keep(ann, 'x'.repeat(1_000_001))
    expect(store.read(ann)).toBeNull()
  })

  test('are not kept where there is no storage, or none left, and nobody notices', () => {
    for (const store of [new GhostStore(null), new GhostStore(storage(() => true))]) {
      store.keep(ann, 'a')
      expect(store.read(ann)).toBeNull()
      store.forget(ann)
      store.forgetAccount('ann')
    }
  })
})
