import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type NamedTypeNode,
  parse,
  type TypeNode,
} from 'graphql';

type Implemented = Record<string, Record<string, unknown>>;

const START = /\n(?=(?:type|interface|union|enum|input|scalar|directive|schema)\b)/;
const NAME = /^(?:type|interface|union|enum|input|scalar) (\w+)/;

/**
 * What of a schema's text the resolvers implement: their types with those fields and whatever these name. The whole of
 * GitHub's schema takes a fifth of a second to read and build, this some milliseconds.
 */
export function implementedPart(text: string, resolvers: Implemented): DocumentNode {
  const texts = new Map<string, string>();
  for (const definition of text.split(START)) {
    const name = NAME.exec(definition)?.[1];
    if (name !== undefined) texts.set(name, definition);
  }
  const part = new Map<string, DefinitionNode>();
  const names = Object.keys(resolvers);
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    const definition = texts.get(name);
    if (part.has(name) || definition === undefined) continue;
    const [node] = parse(definition, { noLocation: true }).definitions;
    const kept = implemented(node as DefinitionNode, resolvers, texts);
    part.set(name, kept);
    names.push(...namesIn(kept));
  }
  return { kind: Kind.DOCUMENT, definitions: [...part.values()].map((node) => closed(node, part)) };
}

/** The definition with the fields that have resolvers; a type without any keeps those that need no other type. */
function implemented(
  node: DefinitionNode,
  resolvers: Implemented,
  texts: Map<string, string>,
): DefinitionNode {
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
  const has = resolvers[node.name.value];
  const isKept = ({ name, type }: FieldDefinitionNode) =>
    has === undefined ? !texts.has(innermost(type)) : Object.hasOwn(has, name.value);
  return { ...node, fields: (node.fields ?? []).filter(isKept) };
}

/** The types that a definition needs; members of unions and interfaces come only where something else needs them. */
function namesIn(node: DefinitionNode): string[] {
  if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    return (node.fields ?? []).map(({ type }) => innermost(type));
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
  return (node.fields ?? []).flatMap(({ type, arguments: args = [] }) => [
    innermost(type),
    ...args.map((arg) => innermost(arg.type)),
  ]);
}

/** Without the interfaces and members that are no part. */
function closed(node: DefinitionNode, part: Map<string, DefinitionNode>): DefinitionNode {
  const within = (types: readonly NamedTypeNode[] = []) => types.filter(({ name }) => part.has(name.value));
  if (node.kind === Kind.UNION_TYPE_DEFINITION) return { ...node, types: within(node.types) };
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
  return { ...node, interfaces: within(node.interfaces) };
}

function innermost(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : innermost(type.type);
}
