// ajv's worker: the protocol of ../../worker, on Node. Says `--version` where it can run.
const fs = require('node:fs');
const readline = require('node:readline');
const { Ajv } = require('ajv');
const { Ajv2020 } = require('ajv/dist/2020.js');
const { version } = require('ajv/package.json');

if (process.argv[2] === '--version') {
  console.log(`${version} on Node ${process.version}`);
  process.exit(0);
}

let measures = new Map();

// Each text comes through `Buffer.toString`, as one from a socket does.
function load(schemaFile, documentsFile) {
  const schema = JSON.parse(fs.readFileSync(schemaFile, 'utf8'));
  const lines = fs.readFileSync(documentsFile, 'utf8').split('\n').filter((line) => line !== '');
  const buffers = lines.map((line) => Buffer.from(line));
  const values = lines.map((line) => JSON.parse(line));
  const Dialect = (schema.$schema ?? '').includes('2020-12') ? Ajv2020 : Ajv;
  const validate = new Dialect({ strict: false, validateFormats: false, logger: false }).compile(schema);
  measures.set('ajv value', [values, (value) => validate(value)]);
  measures.set('ajv', [buffers, (buffer) => validate(JSON.parse(buffer.toString('utf8')))]);
}

function time([items, judge], passes) {
  let accepted = 0;
  const start = process.cpuUsage();
  for (let pass = 0; pass < passes; pass++) for (const item of items) if (judge(item)) accepted++;
  const used = process.cpuUsage(start);
  if (accepted < 0) throw new Error('never');
  return Math.round((used.user + used.system) * 1000);
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const [request, ...words] = line.split('\t');
  if (request === 'load') {
    measures = new Map();
    const [name, schema, documents, assertsFormat] = words;
    try {
      if (assertsFormat === 'true') throw new Error(`${name} asserts formats, which are no part of ajv`);
      load(schema, documents);
      for (const [measure, [items, judge]] of measures) {
        console.log(`measure\t${measure}\t${items.map((item) => (judge(item) ? 1 : 0)).join('')}`);
      }
    } catch (error) {
      console.log(`absent\tajv\t${String(error.message).replace(/\s+/g, ' ')}`);
    }
    console.log('end');
  } else {
    console.log(time(measures.get(words[0]), Number(words[1])));
  }
});
