// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What tests and scripts use of Foundry's cheat codes
interface Vm {
    function readFile(string calldata path) external view returns (string memory);
    function readLine(string calldata path) external view returns (string memory);
    function parseBytes(string calldata text) external pure returns (bytes memory);
    function parseJsonUint(string calldata json, string calldata key) external pure returns (uint256);
    function startBroadcast() external;
    function stopBroadcast() external;
}

Vm constant VM = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
