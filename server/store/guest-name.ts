import { createHash, randomInt } from 'node:crypto'

const ADJECTIVES =
  'agile amber bold brave breezy bright brisk calm candid clever cosmic crafty daring deft dapper eager early fair fearless fleet fresh gentle glad golden hardy hasty humble jolly keen kind lively lucky lunar mellow merry mighty nimble noble patient plucky polite proud quick quiet rapid ready rosy rustic sharp silent silver sly snappy solar spry steady sunny swift tidy velvet vivid warm wild wise witty zesty'.split(
    ' ',
  )
const ANIMALS =
  'alpaca badger bear beaver bison bobcat camel caribou cat condor coyote crab crane crow deer dingo dolphin eagle egret falcon ferret finch fox gecko goose gull hare hawk hedgehog heron ibex ibis jackal jay kestrel kiwi koala lark lemur leopard lizard llama lynx magpie marmot marten mole moose moth newt ocelot octopus orca otter owl panda parrot pelican penguin pika puffin puma quail rabbit raccoon raven robin salmon seal shrew sparrow squid stork swan tapir tern tiger toad toucan trout turtle vole walrus weasel wolf wombat wren yak zebra'.split(
    ' ',
  )

/** A friendly name for somebody who has not chosen one, such as "Nimble Otter 42". `pick(n)` draws an integer from 0 to n − 1. */
export function guestName(pick: (n: number) => number = randomInt): string {
  const word = (list: string[]): string => {
    const chosen = list[pick(list.length)] ?? ''
    return chosen.charAt(0).toUpperCase() + chosen.slice(1)
  }
  return `${word(ADJECTIVES)} ${word(ANIMALS)} ${10 + pick(90)}`
}

/** The name of somebody of whom nothing is kept, and whose own cannot be: always the same for an id. */
export function guestNameOf(id: string): string {
  const digest = createHash('sha256').update(id).digest()
  let at = 0
  return guestName((n) => digest.readUInt32BE(4 * at++) % n)
}
