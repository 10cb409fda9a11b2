import { CST, Lexer } from 'yaml';

/** PURE: the comments of a YAML text, in order, each with its `#`. */
export function yamlComments(text: string): string[] {
  return [...new Lexer().lex(text)].filter((token) => CST.tokenType(token) === 'comment');
}

/** PURE: the comments of a text that another text does not have. */
export function lostComments(text: string, other: string): string[] {
  const kept = yamlComments(other);
  return yamlComments(text).filter((comment) => {
    const place = kept.indexOf(comment);
    if (place >= 0) kept.splice(place, 1);
    return place < 0;
  });
}
