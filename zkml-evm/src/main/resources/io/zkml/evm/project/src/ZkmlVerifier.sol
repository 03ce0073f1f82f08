// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IZkmlVerifier} from "./IZkmlVerifier.sol";
import {Machine} from "./Machine.sol";
import {Opening} from "./Opening.sol";
import {PlanStore} from "./PlanStore.sol";
import {InvalidProof, LengthMismatch, OutOfGas, UnknownModel} from "./Errors.sol";

/// @title Verifier of zkml proofs, for one parameter set
/// @notice A transparent STARK: no trusted set-up, no owner, no storage. What is proven is the
/// statement of docs/PROTOCOL.md, section 1: run on the exact integers, the program whose plan has
/// this identity turns these inputs into these outputs. Weights, private inputs and all values in
/// between are not shown, but proofs are not zero knowledge. Trusted: Keccak-256, and that the
/// identity is that of the model in question. Its bits of security are those of the parameter set.
contract ZkmlVerifier is IZkmlVerifier {
    /// @notice Where plans are published.
    PlanStore public immutable plans;
    /// @notice Positions that every opening is queried at.
    uint256 public immutable queries;
    /// @notice Leading zero bits of a proof of work.
    uint256 public immutable powBits;
    /// @notice Minus the binary logarithm of the code's rate.
    uint256 public immutable logInvRate;

    /// Instructions begin behind the count of registers.
    uint256 private constant COUNT_BYTES = 2;
    /// The opcode QUERIES, and the parameters.
    uint256 private constant LAST_BYTES = 5;
    /// Behind the code's first byte, each part holds the next one's identity.
    uint256 private constant NEXT_BYTES = 32;

    constructor(PlanStore plans_, uint256 queries_, uint256 powBits_, uint256 logInvRate_) {
        plans = plans_;
        queries = queries_;
        powBits = powBits_;
        logInvRate = logInvRate_;
    }

    /// @inheritdoc IZkmlVerifier
    function verify(bytes32 modelId, bytes calldata publicIO, bytes calldata proof) public view {
        unchecked {
            (uint256 ip, uint256 t) = load(modelId);
            uint256 start;
            uint256 io;
            assembly ("memory-safe") {
                start := proof.offset
                io := publicIO.offset
            }
            uint256 cursor;
            (ip, cursor) = Machine.run(ip, t, start, io, io + publicIO.length, powBits);
            requireOwn(ip);
            (ip, cursor) = Opening.check(ip + LAST_BYTES, t, cursor, queries, logInvRate);
            // Nothing beyond the proof was read, and nothing of it was left.
            if (cursor != start + proof.length) revert LengthMismatch();
        }
    }

    /// @inheritdoc IZkmlVerifier
    function tryVerify(bytes32 modelId, bytes calldata publicIO, bytes calldata proof) external view returns (bool) {
        try this.verify(modelId, publicIO, proof) {
            return true;
        } catch {
            uint256 said;
            assembly ("memory-safe") {
                said := returndatasize()
            }
            // Every check that fails says so; silence means that the call ran out of gas.
            if (said == 0) revert OutOfGas();
            return false;
        }
    }

    /// The interpreter stopped where it must, in a plan of this contract's parameters.
    function requireOwn(uint256 ip) private view {
        uint256 last;
        assembly ("memory-safe") {
            last := shr(216, mload(ip))
        }
        // SOUNDNESS: a plan is worth its own parameters' bits, so no contract of others takes it.
        if (last >> 32 != Machine.QUERIES || last >> 16 & 0xffff != queries) revert InvalidProof(0);
        if (last >> 8 & 0xff != powBits || last & 0xff != logInvRate) revert InvalidProof(0);
    }

    /// Copies a plan into memory, checking every byte against its identity.
    /// @return ip address of the first instruction, behind all registers
    /// @return t address behind the last
    function load(bytes32 modelId) private view returns (uint256 ip, uint256 t) {
        unchecked {
            bytes32 id = modelId;
            while (id != 0) {
                address part = address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), plans, bytes32(0), id)))));
                uint256 size;
                bool known;
                assembly ("memory-safe") {
                    size := extcodesize(part)
                    if iszero(ip) {
                        extcodecopy(part, 0, 33, 2)
                        ip := add(shl(5, shr(240, mload(0))), 64)
                        t := ip
                    }
                    // The part goes to where the last one ended; what its head covers is put back.
                    let from := sub(t, 44)
                    let before := mload(from)
                    let before2 := mload(sub(t, 32))
                    mstore(from, 0x600b380380600b5f395ff3000000000000000000000000000000000000000000)
                    extcodecopy(part, sub(t, 33), 0, size)
                    known := and(gt(size, 34), eq(keccak256(from, add(size, 11)), id))
                    id := mload(sub(t, 32))
                    mstore(from, before)
                    mstore(sub(t, 32), before2)
                    t := add(t, sub(size, 33))
                }
                if (!known) revert UnknownModel(modelId);
            }
            ip += COUNT_BYTES;
            t = (t + 63) & ~uint256(31);
        }
    }
}
