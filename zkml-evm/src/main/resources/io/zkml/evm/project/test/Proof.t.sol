// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Deployment} from "../script/Deployment.sol";
import {VM} from "../script/Vm.sol";
import {ZkmlVerifier} from "../src/ZkmlVerifier.sol";

/// @title The proof of this project, and changes of it
contract ProofTest is Deployment {
    uint256 private constant CONTENT = 4 + 3 * 32;

    ZkmlVerifier private verifier;
    bytes private call_;

    function setUp() public {
        (, verifier) = deploy();
        call_ = VM.parseBytes(string.concat("0x", VM.readFile("proofs/inference.hex")));
    }

    function test_proof_isAccepted() public view {
        (bool ok,) = address(verifier).staticcall(call_);
        require(ok, "rejected");
    }

    /// One bit of the statement or of the proof is another.
    function testFuzz_changedBit_isReverted(uint256 place, uint8 bit) public view {
        bytes memory changed = call_;
        uint256 io = length(changed, CONTENT);
        uint256 proofAt = CONTENT + 32 + ((io + 31) & ~uint256(31));
        uint256 proof = length(changed, proofAt);
        place %= io + proof;
        place = place < io ? CONTENT + 32 + place : proofAt + 32 + place - io;
        changed[place] ^= bytes1(uint8(1) << (bit & 7));
        (bool ok,) = address(verifier).staticcall(changed);
        require(!ok, "accepted");
    }

    function length(bytes memory data, uint256 place) private pure returns (uint256 n) {
        assembly ("memory-safe") {
            n := mload(add(add(data, 32), place))
        }
    }
}
