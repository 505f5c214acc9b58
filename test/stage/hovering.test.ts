import { expect, test } from 'vitest'
import { Hovering } from '../../app/_stage/hovering.ts'

test('a mouse steers from its first move on, wherever it goes', () => {
  const mouse = new Hovering(0.03)
  expect(mouse.place).toBeNull()
  mouse.at(0, 0.4)
  expect(mouse.place).toMatchObject({ x: 0, y: 0.4 })
  mouse.at(0, 1.7)
  expect(mouse.place).toMatchObject({ x: 0, y: 1 })
})

test('one that rests steers again only after it has moved by more than a little', () => {
  const mouse = new Hovering(0.03)
  mouse.at(0, 0.4)
  mouse.rest()
  expect(mouse.place).toBeNull()
  mouse.at(0, 0.42)
  mouse.at(0, 0.38)
  expect(mouse.place).toBeNull()
  mouse.at(0, 0.44)
  expect(mouse.place).toMatchObject({ x: 0, y: 0.44 })
})

test('one that was not seen before it rested is first looked at where it appears', () => {
  const mouse = new Hovering(0.03)
  mouse.rest()
  mouse.at(0, 0.9)
  expect(mouse.place).toBeNull()
  mouse.at(0, 0.8)
  expect(mouse.place).toMatchObject({ x: 0, y: 0.8 })
})

test('how far it moved across is measured in the unit of along', () => {
  const mouse = new Hovering(0.03)
  mouse.at(0.5, 0.5, 2)
  mouse.rest()
  mouse.at(0.514, 0.5, 2)
  expect(mouse.place).toBeNull()
  mouse.at(0.516, 0.5, 2)
  expect(mouse.place).toMatchObject({ x: 0.516, ratio: 2 })
})
