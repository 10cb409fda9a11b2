import fc from 'fast-check';

const SURROGATES_FROM = 0xd800;
const SURROGATES = 0x800;

/**
 * Any code point but half surrogates, as fast-check's own `unit: 'binary'`. That fills a map with all 1,112,064 of them
 * for the first string of a file, which takes a second.
 */
const anyCharacter = fc.nat(0x10ffff - SURROGATES).map(
  (index) => String.fromCodePoint(index < SURROGATES_FROM ? index : index + SURROGATES),
  (character) => {
    const [text, more] = [...String(character)];
    const code = text?.codePointAt(0);
    if (code === undefined || more !== undefined) throw new Error('not one character');
    return code < SURROGATES_FROM ? code : code - SURROGATES;
  },
);

/** Text of any characters, control characters among them. */
export function anyText(lengths: { minLength?: number; maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ ...lengths, unit: anyCharacter });
}
