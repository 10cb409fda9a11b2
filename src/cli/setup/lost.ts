import { quote } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import { yamlValue } from '../workflows/yaml-edit.ts';

/**
 * PURE: the settings of a workflow's text that another text does not have, in a sentence; null where there are none.
 * Steps are told by what they use or are called.
 */
export function lostSettings(text: string, other: string): string | null {
  const value = yamlValue(text);
  if (value === undefined) return 'the whole file, which is no YAML that can be read';
  const lost = missing(value, yamlValue(other), '');
  return lost.length === 0 ? null : lost.map((one) => quote(one)).join(', ');
}

/** The highest places whose value is missing, or another. */
function missing(value: unknown, other: unknown, place: string): string[] {
  const [own, its] = [fieldsOf(value), fieldsOf(other)];
  if (own !== null && its !== null)
    return [...own].flatMap(([key, inner]) =>
      its.has(key) ? missing(inner, its.get(key), below(place, key)) : shown(inner, below(place, key)),
    );
  return own === null && its === null && holds(String(other), String(value)) ? [] : shown(value, place);
}

/** A value may be one of several, e.g. of marketplaces. */
function holds(other: string, value: string): boolean {
  const words = other.split(/[\s,]+/);
  return other === value || value.split(/[\s,]+/).every((word) => words.includes(word));
}

function below(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}

function shown(value: unknown, place: string): string[] {
  if (value === undefined) return [];
  return [fieldsOf(value) === null ? `${place}: ${String(value ?? '')}` : place];
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) return new Map(value.map((item) => [itemName(item), item]));
  return isObject(value) ? new Map(Object.entries(value)) : null;
}

function itemName(item: unknown): string {
  if (!isObject(item)) return String(item);
  const name = item['name'] ?? item['uses'] ?? item['run'] ?? JSON.stringify(item);
  return String(name).split('\n')[0] ?? '';
}
