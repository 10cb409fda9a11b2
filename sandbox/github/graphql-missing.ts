import { type DocumentNode, Kind, visit } from 'graphql';
import type { GitHubSwitches } from '../types.ts';

interface MissingError {
  path: string[];
  extensions: Record<string, string>;
  locations: { line: number; column: number }[];
  message: string;
}

/**
 * What a server whose schema lacks `updateRefs` answers to a document that has it, in the words of graphql-ruby,
 * which GitHub runs: https://github.com/rmosolgo/graphql-ruby (static_validation/rules). Empty: nothing lacks.
 */
export function missingErrors(document: DocumentNode, switches: GitHubSwitches): MissingError[] {
  if (switches.hasUpdateRefs) return [];
  const errors: MissingError[] = [];
  visit(document, {
    [Kind.VARIABLE_DEFINITION](node) {
      const type = /^\w+/.exec(typeName(node.type))?.[0] ?? '';
      if (!/^(UpdateRefsInput|RefUpdate)$/.test(type)) return;
      const variableName = node.variable.name.value;
      errors.push({
        path: ['mutation'],
        extensions: { code: 'variableRequiresValidType', typeName: type, variableName },
        locations: at(node),
        message: `${type} isn't a defined input type (on $${variableName})`,
      });
    },
    [Kind.FIELD](node) {
      if (node.name.value !== 'updateRefs') return;
      errors.push({
        path: ['mutation', 'updateRefs'],
        extensions: { code: 'undefinedField', typeName: 'Mutation', fieldName: 'updateRefs' },
        locations: at(node),
        message: "Field 'updateRefs' doesn't exist on type 'Mutation'",
      });
    },
  });
  return errors;
}

interface TypeNode {
  kind: string;
  type?: TypeNode;
  name?: { value: string };
}

function typeName({ type, name }: TypeNode): string {
  return type === undefined ? (name?.value ?? '') : typeName(type);
}

function at({ loc }: { loc?: { startToken: { line: number; column: number } } }): MissingError['locations'] {
  return loc === undefined ? [] : [{ line: loc.startToken.line, column: loc.startToken.column }];
}
