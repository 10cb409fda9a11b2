import { count, quote, some } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import { isOwnAction } from '../workflows/roles.ts';
import { lostComments } from '../workflows/yaml-comments.ts';
import { yamlValue } from '../workflows/yaml-edit.ts';
import { oneLine } from './lines.ts';

/**
 * What becomes of a file of ours that is written anew: it is as setup wrote it, so that nothing is lost; what people wrote
 * goes; or nobody knows what to write, because only a run knows the marketplace.
 */
export type Anew = 'loses-nothing' | 'loses' | 'unknown';

/**
 * PURE: the settings and comments of a workflow's text that another text does not have, in a sentence; null where there
 * are none. Steps are told by what they use or are called.
 */
export function lostSettings(text: string, other: string): string | null {
  const value = yamlValue(text);
  if (value === undefined) return 'the whole file, which is no YAML that can be read';
  const lost = [
    ...settingsOnlyIn(value, yamlValue(other)).map((one) => quote(one)),
    ...inComments(text, other),
  ];
  return lost.length === 0 ? null : lost.join(', ');
}

/**
 * PURE: whether a file that setup would write so today loses something if it is written anew. Its line ends, and how a
 * list is written, are nothing that people said.
 */
export function anewBeside(present: string | null, asSetupWrites: string): Exclude<Anew, 'unknown'> {
  if (present === null || lostSettings(present, asSetupWrites) !== null) return 'loses';
  return settingsOnlyIn(yamlValue(asSetupWrites), yamlValue(present)).length > 0 ? 'loses' : 'loses-nothing';
}

/** PURE: how many comments of people only the first text has, with the first few of them; nothing where there are none. */
export function inComments(text: string, other: string): string[] {
  const lost = lostComments(text, other);
  if (lost.length === 0) return [];
  return [`${count(lost.length, 'comment')} (${some(lost.map((one) => quote(one)))})`];
}

/** PURE: the highest places whose value is missing in the other workflow, or another there. */
export function settingsOnlyIn(value: unknown, other: unknown, place = ''): string[] {
  // Nothing said, or one instead of a list of one.
  if (value === null && other !== undefined) return [];
  const isOne = Array.isArray(other) && !Array.isArray(value) && !isObject(value);
  // `workflow_dispatch:` without anything below it lacks only what is below it.
  const isEmpty = other === null && isObject(value);
  const [own, its] = [fieldsOf(isOne ? [value] : value), fieldsOf(isEmpty ? {} : other)];
  if (own === null || its === null)
    return own === null && its === null && holds(String(other), String(value)) ? [] : shown(value, place);
  return [...own].flatMap(([key, { called, inner }]) => {
    const there = its.get(key)?.inner;
    const below = place === '' ? called : `${place}.${called}`;
    if (its.has(key)) return settingsOnlyIn(inner, there, below);
    if (place === 'jobs') return [below, ...settingsOnlyIn(inner, onlyOne(its), below)];
    return shown(inner, Array.isArray(value) && !isObject(inner) ? place : below);
  });
}

/** A job may be called as it likes. */
function onlyOne(jobs: Fields): unknown {
  return jobs.size === 1 ? [...jobs.values()][0]?.inner : {};
}

/** A value may be one of several, e.g. of marketplaces. */
function holds(other: string, value: string): boolean {
  const words = other.split(/[\s,]+/);
  const own = value.split(/[\s,]+/).filter(Boolean);
  return other === value || (own.length > 0 && own.every((word) => words.includes(word)));
}

function shown(value: unknown, place: string): string[] {
  if (value === undefined) return [];
  // Its names mean something only with their values.
  if (isObject(value) && /(?:^|\.)env$/.test(place))
    return Object.entries(value).map(([name, text]) => `${place}.${name}: ${oneLine(String(text))}`);
  if (isObject(value) && /\.inputs$/.test(place)) return Object.keys(value).map((name) => `${place}.${name}`);
  if (Array.isArray(value)) return [`${place}: ${value.map(itemName).join(', ')}`];
  return [fieldsOf(value) === null ? `${place}: ${oneLine(String(value ?? ''))}` : place];
}

type Fields = ReadonlyMap<string, { readonly called: string; readonly inner: unknown }>;

function fieldsOf(value: unknown): Fields | null {
  if (Array.isArray(value))
    return new Map(value.map((inner) => [keyOf(inner), { called: itemName(inner), inner }]));
  if (!isObject(value)) return null;
  return new Map(Object.entries(value).map(([called, inner]) => [called, { called, inner }]));
}

/** Whoever publishes the action, and in which version, its inputs are the same. */
function keyOf(item: unknown): string {
  const uses = isObject(item) ? String(item['uses'] ?? '') : '';
  if (isOwnAction(uses, '')) return 'notify';
  return isOwnAction(uses, '/update') ? 'update' : itemName(item);
}

function itemName(item: unknown): string {
  if (!isObject(item)) return String(item);
  const { name, uses, run, cron } = item;
  const called = [name, uses].filter((one) => one !== undefined).join(', ');
  return (called || String(run ?? cron ?? JSON.stringify(item))).split('\n')[0] ?? '';
}
