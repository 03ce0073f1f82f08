/** Export of a Solidity verifier: contract, calldata and gas. */
package io.zkml.evm;
