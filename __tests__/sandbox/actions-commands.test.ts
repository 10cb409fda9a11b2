import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../../sandbox/actions/commands.ts';
import { parsePairs } from '../../sandbox/actions/files.ts';
import { makeMasks } from '../../sandbox/actions/masks.ts';
import { splitLines } from '../../sandbox/actions/process.ts';
import { StepLog } from '../../sandbox/actions/step-log.ts';

const command = (name: string, data: string, properties = {}) => ({ name, properties, data });

describe('a line of output is a command as the runner sees it', () => {
  test.each([
    ['::error::broken', command('error', 'broken')],
    ['  ::notice::indented', command('notice', 'indented')],
    ['\u2003::notice::any white space', command('notice', 'any white space')],
    ['\ufeff::notice::a byte-order mark is none', null],
    ['text ::error::not at the start', null],
    ['::error no end', null],
    ['::unknown::x', null],
    ['::ERROR::without case', command('ERROR', 'without case')],
    ['::error file=a.json,line=3::m', command('error', 'm', { file: 'a.json', line: '3' })],
    ['::error FILE=a,Title=b::m', command('error', 'm', { file: 'a', title: 'b' })],
    ['::error title=a%3A b%2C%0D%0A%25::m', command('error', 'm', { title: 'a: b,\r\n%' })],
    ['::error title=,file=a,x::m', command('error', 'm', { file: 'a' })],
    ['::error title=a=b::m', command('error', 'm', { title: 'a=b' })],
    ['::error::a%0Ab%0D%25 %3A %250A', command('error', 'a\nb\r% %3A %0A')],
    ['::error::', command('error', '')],
    ['##[error]old', command('error', 'old')],
    ['in the middle ##[error]old', command('error', 'old')],
    ['v1.0.0 ##[warning file=a;line=2]old', command('warning', 'old', { file: 'a', line: '2' })],
    ['##[error title=a%3B%5D%25%0A]b%5D', command('error', 'b]', { title: 'a;]%\n' })],
    ['##[error', null],
    ['##[section]not listened to', null],
    ['::x ##[error]after a failed start', command('error', 'after a failed start')],
    ['##[set-env name=A]b', command('set-env', 'b', { name: 'A' })],
  ])('%j', (line, expected) => {
    expect(parseCommand(line)).toEqual(expected);
  });
});

test('lines end at line feeds, at both, and at a lone carriage return', () => {
  expect(splitLines('a\nb\r\nc\rd')).toEqual(['a', 'b', 'c', 'd']);
  expect(splitLines('a\r')).toEqual(['a\r']);
});

describe('command files', () => {
  test.each([
    ['a=1\nb=2\n', { a: '1', b: '2' }],
    ['a=x=y', { a: 'x=y' }],
    ['a=', { a: '' }],
    ['a<<EOF\none\n\ntwo\nEOF\nb=2', { a: 'one\n\ntwo', b: '2' }],
    ['a<<EOF\nEOF\n', { a: '' }],
    ['a<<EOF\nb=1\nEOF', { a: 'b=1' }],
    ['a=<<EOF', { a: '<<EOF' }],
    ['a<<=\n1\n=\n', { a: '1' }],
    ['a=1\r\n', { a: '1\r' }],
    ['\n\na=1\n\n', { a: '1' }],
    ['__proto__=1', JSON.parse('{"__proto__":"1"}')],
  ])('%j', (text, expected) => {
    expect(parsePairs(text)).toEqual(expected);
  });

  test.each([
    ['a', "Invalid format 'a'"],
    ['=1', "Invalid format '=1'. Name must not be empty"],
    ['<<EOF\nEOF', "Invalid format '<<EOF'. Name must not be empty and delimiter must not be empty"],
    ['a<<\n', "Invalid format 'a<<'. Name must not be empty and delimiter must not be empty"],
    ['a<<EOF\n1', "Invalid value. Matching delimiter not found 'EOF'"],
  ])('%j is refused', (text, message) => {
    expect(() => parsePairs(text)).toThrow(message);
  });
});

describe('masks', () => {
  test.each([
    [['s3cret'], 'a s3cret b s3cret', 'a *** b ***'],
    [['one\ntwo\r\nthree'], 'two, one, three', '***, ***, ***'],
    [['abc', 'cde'], 'xabcdey', 'x***y'],
    [['aa'], 'aaa', '***'],
    [['', '  '], 'a  b', 'a  b'],
    [['s3"cret'], JSON.stringify('s3"cret'), '"***"'],
    [['s3 cret'], 's3%20cret czMgY3JldA==', '*** ***'],
  ])('%j in %j', (secrets, text, expected) => {
    expect(makeMasks(secrets).apply(text)).toBe(expected);
  });
});

describe('a step log', () => {
  const read = (lines: string[], { debug = false, secrets = [] as string[] } = {}) => {
    const log = new StepLog(makeMasks(secrets), '/work/repo', debug);
    for (const line of lines) log.write(line);
    return log;
  };

  test('shows commands as a person sees them', () => {
    const lines = [
      'hello',
      '::group::Plugins',
      '::error::e',
      '::warning::w',
      '::notice::n',
      '::endgroup::',
      '::debug::d',
    ];
    expect(read(lines).log).toBe('hello\n▾ Plugins\nError: e\nWarning: w\nNotice: n\n');
    expect(read(['::debug::d'], { debug: true }).log).toBe('##[debug]d\n');
  });

  test('hides what add-mask names, from then on, in log and annotations', () => {
    const log = read(['abc', '::add-mask::abc', 'abc', '::error::abc']);
    expect(log.log).toBe('abc\n***\nError: ***\n');
    expect(log.annotations).toEqual([{ level: 'error', message: '***' }]);
  });

  test('keeps commands from working between stop-commands and its token', () => {
    const log = read(['::stop-commands::t0ken', '::error::no', '##[error]no', '::t0ken::', '::error::yes']);
    expect(log.annotations.map((annotation) => annotation.message)).toEqual(['yes']);
    expect(log.log).toContain('::error::no\n');
  });

  test.each([
    '::stop-commands::',
    '::stop-commands::error',
    '::set-env name=A::b',
    '::add-path::/x',
    '::echo::x',
  ])('refuses %s and fails', (line) => {
    const log = read([line]);
    expect(log.failed).toBe(true);
    expect(log.annotations[0]?.message).toBe(`Unable to process command '${line}' successfully.`);
  });

  test('shows commands themselves after echo on', () => {
    expect(read(['::echo::on', '::set-output name=a::1', '::error::e']).log).toBe(
      '::set-output name=a::1\nError: e\n',
    );
  });

  test('takes the old set-output', () => {
    expect(read(['::set-output name=a::1']).outputs).toEqual({ a: '1' });
  });

  test('keeps ten annotations of a level and logs all', () => {
    const log = read([...Array.from({ length: 12 }, (_, index) => `::error::${index}`), '::warning::w']);
    expect(log.annotations).toHaveLength(11);
    expect(log.log).toContain('Error: 11\n');
  });

  test.each([
    ['file=a.json,line=3,endLine=4,title=T', { file: 'a.json', line: 3, endLine: 4, title: 'T' }],
    ['file=/work/repo/a.json,line=3,col=5,endColumn=9', { file: 'a.json', line: 3, col: 5, endColumn: 9 }],
    ['file=a,endLine=4', { file: 'a', line: 4, endLine: 4 }],
    ['file=a,col=4', { file: 'a' }],
    ['file=a,line=1,endLine=2,col=4', { file: 'a', line: 1, endLine: 2 }],
    ['file=a,line=3,endLine=2', { file: 'a' }],
    ['file=a,line=3,col=5,endColumn=4', { file: 'a', line: 3 }],
    ['file=a,line=three', { file: 'a' }],
  ])('places an annotation: %s', (properties, place) => {
    expect(read([`::warning ${properties}::m`]).annotations).toEqual([
      { level: 'warning', message: 'm', ...place },
    ]);
  });
});
