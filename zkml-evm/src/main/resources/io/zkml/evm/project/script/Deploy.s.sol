// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Deployment} from "./Deployment.sol";
import {VM} from "./Vm.sol";

/// @title forge script script/Deploy.s.sol --broadcast
contract Deploy is Deployment {
    function run() external {
        VM.startBroadcast();
        deploy();
        VM.stopBroadcast();
    }
}
