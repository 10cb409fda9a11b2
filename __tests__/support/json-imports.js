/**
 * Jest's transform for GitHub's language packages: they import JSON without the attribute that Node asks for and Jest
 * warns of, at length, in every test that loads them.
 */
export default {
  process: (source) => ({
    code: source.replaceAll(/(from ["'][^"']+\.json["']);/g, "$1 with { type: 'json' };"),
  }),
};
