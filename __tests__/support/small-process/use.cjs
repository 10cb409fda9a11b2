const childProcess = require('node:child_process');
const { connect } = require('node:net');
const { buffer } = require('node:stream/consumers');
const { syncBuiltinESMExports } = require('node:module');
const { promisify } = require('node:util');
const { deserialize, serialize } = require('node:v8');

// `promisify(execFile)` asks the small process; whatever else starts programs stays as it is.
const socket = process.env['SMALL_PROCESS'];
const own = childProcess.execFile;
if (socket !== undefined) {
  childProcess.execFile = Object.assign((...args) => own(...args), { [promisify.custom]: runElsewhere });
  syncBuiltinESMExports();
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
