const childProcess = require('node:child_process');
const { connect } = require('node:net');
const { buffer } = require('node:stream/consumers');
const { promisify } = require('node:util');
const { deserialize, serialize } = require('node:v8');

// Jest's `setupFiles`: `promisify(execFile)` asks the small process; whatever else starts programs stays as it is. By
// `require`, because an import would be linked before the change. The module outlives a test file in its worker.
const socket = process.env['SMALL_PROCESS'];
const own = childProcess.execFile;
if (socket !== undefined && own[promisify.custom].name !== runElsewhere.name) {
  childProcess.execFile = Object.assign((...args) => own(...args), { [promisify.custom]: runElsewhere });
}

function runElsewhere(file, args = [], options = {}) {
  const connection = connect(socket);
  const settings = {
    ...options,
    cwd: options.cwd ?? process.cwd(),
    env: { ...(options.env ?? process.env) },
  };
  const call = serialize({ file, args: [...args], options: settings });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(call.length);
  connection.write(Buffer.concat([length, call]));
  return Object.assign(outcome(connection), { child: { stdin: connection } });
}

async function outcome(connection) {
  const { failure, stdout, stderr } = deserialize(await buffer(connection));
  if (failure === null) return { stdout, stderr };
  throw Object.assign(new Error(failure.message), failure, { stdout, stderr });
}
