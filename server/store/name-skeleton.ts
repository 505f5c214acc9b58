/** Grows with the rules below: skeletons that were kept from an earlier version are made anew (fill-skeletons.ts). A test holds the
 *  two together. */
export const SKELETON_VERSION = 1

/** What a name looks like, for comparing names: two names that people take for each other have the same skeleton. In the manner of
 *  Unicode TR39 (https://www.unicode.org/reports/tr39/#def-skeleton): compatibility decomposition, no marks, one form for look-alikes,
 *  no case, and only letters and digits. Its map of look-alikes is a small one of our own, not the standard's of 6,000 rows: Latin,
 *  digits, Cyrillic, Greek, small capitals, Cherokee and Armenian capitals that pass for Latin letters. What is mixed of scripts beyond
 *  that is refused before it comes here (names.ts). */
export function nameSkeleton(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '')
  let folded = ''
  for (const character of plain) {
    const alike = ALIKE.get(character) ?? enclosed(character) ?? character
    for (const small of alike.toLowerCase()) folded += ALIKE.get(small) ?? small
  }
  return folded
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
}

/** A skeleton with digits read as the letters that they stand for in 4dm1n. */
export function withoutLeet(skeleton: string): string {
  return skeleton.replace(/[345789]/g, (digit) => LEET[digit] ?? digit)
}

const LEET: Record<string, string> = { 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g' }

/** Each character of the left stands for the one below it on the right. Capitals come before the case is folded: Greek Μ is an M, μ a u.
 *  `l` stands for all that is one stroke. */
export const LOOK_ALIKES: readonly (readonly [from: string, to: string])[] = [
  ['0Oo', 'ooo'],
  ['1Iil|!¡ıɩƖǀ', 'lllllllllll'],
  ['$@€£', 'sael'],
  ['łŁøØđĐħĦŧŦƒɑɡʏ℮', 'llooddhhttfagye'],
  // With hooks, strokes and tails.
  ['ƁɓƄƅƇƈƉƊɖɗƐɛƓɠɦƗɨƘƙɫɬɭɱƝɲɳŊŋƟɵƤƥɽɾʂƫƬƭƮʈƲʋƳƴƵƶȥʐʑ', 'bbbbccddddeegghllkklllmnnnnnoopprrstttttvvyyzzzzz'],
  ['АВЕЗКМНОРСТУХІЈЅԚԜѴӀҮ', 'abe3kmhopctyxljsqwvly'],
  ['авекмнорстухіјѕһԁԛԝѵӏьпгүұѡ', 'abekmhopctyxljshdqwvlbnryyw'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhlkmnoptyx'],
  ['αβγεικνορστυχωηζϲ', 'abyelkvopotuxwnzc'],
  ['ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡᴢ', 'abcdefghljklmnoprstuvwz'],
  ['ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᏀᏃᏙᏏᏒᏚᏞᏟᏢᏦᏴ', 'drtlajewmhgzvbrslcpkb'],
  ['օհոսցՕՍՏ', 'ohnugous'],
]

const ALIKE = new Map(
  LOOK_ALIKES.flatMap(([from, to]) => [...from].map((character, i) => [character, to[i] ?? character] as const)),
)

/** The letters in circles, squares and flags that have no decomposition. */
function enclosed(character: string): string | null {
  const code = character.codePointAt(0) ?? 0
  for (const first of [0x1f150, 0x1f170, 0x1f1e6]) {
    if (code >= first && code < first + 26) return String.fromCharCode(0x61 + code - first)
  }
  return null
}
