// Deploys an exported project on an anvil node under the rules of Osaka and sends its proofs.
// node onchain.js PROJECT: every proof must be accepted in one transaction, changed ones reverted.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');

const project = process.argv[2];
const PORT = 18545;
const TRANSACTION_LIMIT = 1 << 24;
const FROM = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266';
let requests = 0;

async function rpc(method, ...params) {
  const response = await fetch(`http://127.0.0.1:${PORT}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: ++requests, method, params }),
  });
  const { result, error } = await response.json();
  if (error) {
    throw Object.assign(new Error(error.message), { data: error.data });
  }
  return result;
}

async function send(to, data) {
  const gas = '0x' + TRANSACTION_LIMIT.toString(16);
  const hash = await rpc('eth_sendTransaction', { from: FROM, to, data, gas });
  for (;;) {
    const receipt = await rpc('eth_getTransactionReceipt', hash);
    if (receipt) {
      return { ok: receipt.status === '0x1', gas: Number(receipt.gasUsed), at: receipt.contractAddress };
    }
    await new Promise((done) => setTimeout(done, 20));
  }
}

const read = (...names) => fs.readFileSync(path.join(project, ...names), 'utf8').trim();
const word = (v) => BigInt(v).toString(16).padStart(64, '0');

async function deploy(what, data) {
  const receipt = await send(undefined, '0x' + data);
  if (!receipt.ok) {
    throw new Error(`${what} was not deployed`);
  }
  console.log(`deploy ${what}: ${receipt.gas} gas`);
  return receipt.at;
}

async function reverts(to, data) {
  try {
    await rpc('eth_call', { from: FROM, to, data: '0x' + data }, 'latest');
    return false;
  } catch (e) {
    return true;
  }
}

function flip(hex, at) {
  const v = (parseInt(hex.substr(2 * at, 2), 16) ^ 1).toString(16).padStart(2, '0');
  return hex.substr(0, 2 * at) + v + hex.substr(2 * at + 2);
}

const CONTENT = 4 + 3 * 32;

/** Where public input and output and the proof stand in a call: [offset, length] each. */
function contents(data) {
  const number = (at) => parseInt(data.substr(2 * at, 64), 16);
  const io = number(CONTENT);
  const proof = CONTENT + 32 + Math.ceil(io / 32) * 32;
  return [[CONTENT + 32, io], [proof + 32, number(proof)]];
}

/** The call with one byte more in the content at an offset, as its length says. */
function resized(data, from, length, more) {
  return data.substr(0, 2 * (from - 32)) + word(length + more) + data.substr(2 * from) + '00'.repeat(32);
}

async function run() {
  const artifact = JSON.parse(read('artifact.json'));
  const store = await deploy('PlanStore', read('artifacts', 'PlanStore.bin'));
  const { queries, powBits, logInvRate } = artifact.parameters;
  const args = word(store) + word(queries) + word(powBits) + word(logInvRate);
  const verifier = await deploy('ZkmlVerifier', read('artifacts', 'ZkmlVerifier.bin') + args);
  let published = 0;
  for (const call of read('plan', 'publish.hex').split('\n')) {
    const receipt = await send(store, '0x' + call);
    if (!receipt.ok) {
      throw new Error('the plan was not published');
    }
    published += receipt.gas;
  }
  console.log(`publish plan: ${published} gas`);
  for (const name of fs.readdirSync(path.join(project, 'proofs')).sort()) {
    const data = read('proofs', name);
    const receipt = await send(verifier, '0x' + data);
    console.log(`verify ${name}: ${receipt.ok ? 'accepted' : 'REVERTED'}, ${receipt.gas} gas, ${data.length / 2} bytes`);
    if (!receipt.ok) {
      throw new Error('a proof was not accepted');
    }
    let changed = 0;
    for (const [from, length] of contents(data)) {
      for (let at = from; at < from + length; at += Math.max(1, Math.floor(length / 40))) {
        if (!(await reverts(verifier, flip(data, at)))) {
          throw new Error(`byte ${at} changed, and accepted`);
        }
        changed++;
      }
      for (const cut of [data.slice(0, 2 * (from + length - 1)), resized(data, from, length, 1)]) {
        if (!(await reverts(verifier, cut))) {
          throw new Error('another length, and accepted');
        }
        changed++;
      }
    }
    console.log(`${name}: all ${changed} changed calls reverted`);
  }
}

const anvil = spawn(
  path.join(__dirname, 'node_modules', '@foundry-rs', 'anvil-linux-amd64', 'bin', 'anvil'),
  ['--hardfork', 'osaka', '--port', String(PORT), '--silent'],
  { stdio: 'inherit' }
);
(async () => {
  for (let i = 0; ; i++) {
    try {
      await rpc('eth_chainId');
      break;
    } catch (e) {
      if (i === 100) {
        throw e;
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  await run();
})()
  .catch((e) => {
    console.error(e);
    process.exitCode = 1;
  })
  .finally(() => anvil.kill());
