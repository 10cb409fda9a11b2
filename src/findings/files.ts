import type { UnusableManifest } from '../github/plugins/manifest-state.ts';
import type { CatalogueFault } from '../plugin/catalogue.ts';
import { quote } from '../plugin/display.ts';
import type { JsonFault, Slip } from '../plugin/json-text.ts';
import { type Face, type Problem, type Words, wholeSentence } from './problem.ts';

/** PURE: a plugin.json that can't be used. */
export function manifestProblem(fault: UnusableManifest, face: Face): Problem {
  const { why, todo } = manifestWords(fault, face);
  return { code: `manifest-${fault.kind}`, what: why, remedy: wholeSentence(todo), at: fault.at };
}

/** PURE: the same as half sentences, without the place. */
export function manifestWords(fault: UnusableManifest, face: Face): Words {
  const { why, todo } = ofManifest(fault, face);
  return { why: `${quote(fault.at.file)} ${why}`, todo };
}

/** PURE: a marketplace.json that can't be used. */
export function catalogueProblem(fault: CatalogueFault): Problem {
  const { why, todo } = ofCatalogue(fault);
  const { kind, at } = fault;
  return { code: `catalogue-${kind}`, what: `${quote(at.file)} ${why}`, remedy: wholeSentence(todo), at };
}

/** PURE: a `.gitmodules` that git can't read either, at its line. */
export function gitmodulesProblem(line: number): Problem {
  return {
    code: 'gitmodules-invalid',
    what: "`.gitmodules` can't be read, so no submodule pointer is updated",
    remedy: 'Fix it there.',
    at: { file: '.gitmodules', line, column: 1 },
  };
}

const MANIFEST_WORDS = {
  'no-name': {
    why: 'has no usable `name`: a non-empty string',
    todo: 'add the name that the marketplace lists, e.g. "name": "my-plugin"',
  },
  'version-not-text': {
    why: 'has a `version` that is not a string',
    todo: 'put it in quotes, e.g. "version": "1.2.0"',
  },
};

function ofManifest(fault: UnusableManifest, face: Face): Words {
  switch (fault.kind) {
    case 'byte-order-mark':
    case 'not-an-object':
    case 'not-json':
      return ofJson(fault, 'manifest', '{"name": "…", "version": "…"}');
    case 'no-name':
    case 'version-not-text':
      return MANIFEST_WORDS[fault.kind];
    default: {
      const exclude = face === 'notify' ? ', or exclude the path in `manifests` with a leading "!"' : '';
      const todo =
        fault.kind === 'lfs-pointer'
          ? 'take plugin.json out of Git LFS (.gitattributes): Claude Code reads the file as it is in git'
          : `commit plugin.json as a plain UTF-8 JSON file${exclude}`;
      return { why: `${STANDS[fault.kind]}, so it is not a plugin manifest`, todo };
    }
  }
}

/** What can be at a manifest's path instead of a file. */
const STANDS = {
  directory: 'is a directory',
  submodule: 'is a submodule',
  'link-outside': 'is a symbolic link that leaves the repository',
  'link-broken': 'is a symbolic link whose target is not in this commit',
  'link-to-link': 'is a symbolic link to another link or to a folder (only one link is followed)',
  binary: 'is a binary file',
  'not-utf8': 'is not UTF-8 text',
  'lfs-pointer': 'is a Git LFS pointer',
  'too-large': 'is larger than 1 MiB',
};

const CATALOGUE_WORDS = {
  'too-deep': {
    why: 'is nested too deeply to be edited',
    todo: 'remove the value that has thousands of nested brackets',
  },
  'two-plugins': {
    why: 'has the key `plugins` twice, and only the last one counts',
    todo: 'put all entries into one list',
  },
  'no-plugins': {
    why: 'has no list of `plugins`',
    todo: 'write "plugins": [], with an entry for each plugin',
  },
};

function ofCatalogue(fault: CatalogueFault): Words {
  switch (fault.kind) {
    case 'too-deep':
    case 'two-plugins':
    case 'no-plugins':
      return CATALOGUE_WORDS[fault.kind];
    default:
      return ofJson(fault, 'catalogue', '{"name": "…", "owner": {"name": "…"}, "plugins": []}');
  }
}

/** `example`: the smallest file that works. */
function ofJson(fault: JsonFault, noun: string, example: string): Words {
  if (fault.kind === 'not-json') return ofSlip(fault.slip, example);
  if (fault.kind === 'not-an-object') return { why: 'is not a JSON object', todo: `write ${example}` };
  return {
    why: `starts with a byte-order mark (U+FEFF), and Claude Code does not load such a ${noun}`,
    todo: 'save it as "UTF-8", not "UTF-8 with BOM"',
  };
}

function ofSlip(slip: Slip, example: string): Words {
  switch (slip.kind) {
    case 'merge-conflict':
      return { why: 'contains a merge conflict marker', todo: 'resolve the conflict and push' };
    case 'empty':
      return { why: 'is empty', todo: `write ${example}` };
    case 'trailing-comma':
      return {
        why: 'is not valid JSON: there is a comma before a closing bracket',
        todo: 'remove the comma',
      };
    case 'other': {
      const says = slip.parserSays === '' ? '' : ` (${spaced(slip.parserSays)})`;
      return { why: `is not valid JSON${says}`, todo: 'fix it there; JSON has no comments' };
    }
  }
}

/** `CommaExpected` → `comma expected`. */
function spaced(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase();
}
