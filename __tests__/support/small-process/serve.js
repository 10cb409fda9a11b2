// Runs programs for the workers: the more memory a process holds, the longer it takes to start another, and a worker
// holds some hundred megabytes. A connection is one call: what to run comes first, then its standard input; what
// `execFile` gives goes back.
import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';

const [socket] = process.argv.slice(2);

createServer({ allowHalfOpen: true }, (connection) => {
  connection.on('error', () => connection.destroy());
  let start = Buffer.alloc(0);
  connection.on('data', function take(chunk) {
    start = Buffer.concat([start, chunk]);
    if (start.length < 4 || start.length < 4 + start.readUInt32LE()) return;
    connection.off('data', take).pause();
    const end = 4 + start.readUInt32LE();
    connection.unshift(start.subarray(end));
    answer(connection, deserialize(start.subarray(4, end)));
  });
}).listen(socket, () => process.stdout.write('ready\n'));

function answer(connection, { file, args, options }) {
  try {
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      const failure = error === null ? null : { ...error, message: error.message };
      connection.end(serialize({ failure, stdout, stderr }));
    });
    child.stdin.on('error', () => undefined);
    connection.pipe(child.stdin);
  } catch (error) {
    connection.end(serialize({ failure: { ...error, message: error.message }, stdout: '', stderr: '' }));
  }
}

// It ends with whoever started it.
process.stdin.resume().on('end', () => {
  rmSync(dirname(socket), { recursive: true, force: true });
  process.exit();
});
