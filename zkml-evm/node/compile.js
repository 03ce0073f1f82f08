// Compiles a Solidity project's src folder with the settings of its foundry.toml.
// node compile.js PROJECT [OUT]: prints sizes; with OUT writes NAME.bin, initialisation code in hex.
'use strict';
const fs = require('fs');
const path = require('path');
const solc = require('solc');

const [project, out] = process.argv.slice(2);
const CONTRACTS = ['PlanStore', 'ZkmlVerifier'];
const LIMIT = 24576;

function sources(folder, prefix, found) {
  for (const name of fs.readdirSync(folder).sort()) {
    if (name.endsWith('.sol')) {
      found[prefix + name] = { content: fs.readFileSync(path.join(folder, name), 'utf8') };
    }
  }
  return found;
}

const input = {
  language: 'Solidity',
  sources: sources(path.join(project, 'src'), 'src/', {}),
  settings: {
    evmVersion: 'cancun',
    viaIR: true,
    optimizer: {
      enabled: true,
      runs: 1000000,
      details: { yul: true, yulDetails: { stackAllocation: true, optimizerSteps: ':' } },
    },
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.deployedBytecode.object'] } },
  },
};
const result = JSON.parse(solc.compile(JSON.stringify(input)));
const problems = result.errors || [];
for (const e of problems) {
  console.error(e.formattedMessage);
}
if (problems.length > 0) {
  process.exit(1);
}
for (const file of Object.keys(result.contracts)) {
  for (const name of CONTRACTS) {
    const contract = result.contracts[file][name];
    if (!contract || contract.evm.bytecode.object.length === 0) {
      continue;
    }
    const size = contract.evm.deployedBytecode.object.length / 2;
    console.log(`${name} ${size} bytes`);
    if (size > LIMIT) {
      throw new Error(`${name} is over the limit of ${LIMIT}`);
    }
    if (out) {
      fs.writeFileSync(path.join(out, `${name}.bin`), contract.evm.bytecode.object + '\n');
    }
  }
}
