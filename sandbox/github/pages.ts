import type { ApiRequest } from './answers.ts';
import type { World } from './world.ts';

/** One page of a list, and the headers that lead to the others. */
export interface Page<Item> {
  items: Item[];
  headers: Record<string, string>;
}

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api#using-link-headers */
export function pageOf<Item>(
  world: World,
  request: ApiRequest,
  all: readonly Item[],
  [usual, most] = [30, 100],
): Page<Item> {
  const { query } = request;
  const size = Math.min(most, Math.max(1, Number(query.get('per_page') ?? usual)));
  const page = Math.max(1, Number(query.get('page') ?? 1));
  const last = Math.ceil(all.length / size);
  const items = all.slice((page - 1) * size, page * size);
  const link = (rel: string, to: number) => {
    const other = new URLSearchParams(query);
    other.delete('page');
    other.append('page', String(to));
    return `<${world.apiUrl}${request.path}?${other}>; rel="${rel}"`;
  };
  const before = page > 1 ? [link('prev', page - 1), link('first', 1)] : [];
  const after = page < last ? [link('next', page + 1), link('last', last)] : [];
  const links = [...before, ...after];
  return { items, headers: links.length === 0 ? {} : { link: links.join(', ') } };
}
