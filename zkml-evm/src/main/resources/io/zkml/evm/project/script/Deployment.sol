// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PlanStore} from "../src/PlanStore.sol";
import {ZkmlVerifier} from "../src/ZkmlVerifier.sol";
import {VM} from "./Vm.sol";

/// @title Deploys the contracts and publishes the plan of this project
abstract contract Deployment {
    /// @notice A part of the plan was refused.
    error NotPublished();

    /// The salt of both contracts: their addresses follow from deployer and code alone.
    bytes32 internal constant SALT = keccak256("zkml/evm/1");

    function deploy() internal returns (PlanStore store, ZkmlVerifier verifier) {
        string memory artifact = VM.readFile("artifact.json");
        store = new PlanStore{salt: SALT}();
        verifier = new ZkmlVerifier{salt: SALT}(
            store,
            VM.parseJsonUint(artifact, ".parameters.queries"),
            VM.parseJsonUint(artifact, ".parameters.powBits"),
            VM.parseJsonUint(artifact, ".parameters.logInvRate")
        );
        for (;;) {
            bytes memory line = bytes(VM.readLine("plan/publish.hex"));
            if (line.length == 0) break;
            (bool ok,) = address(store).call(VM.parseBytes(string.concat("0x", string(line))));
            if (!ok) revert NotPublished();
        }
    }
}
