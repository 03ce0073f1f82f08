// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Verifier of proofs of machine-learning inferences and of programs
interface IZkmlVerifier {
    /// @notice Returns if the proof convinces, reverts otherwise.
    /// @param modelId identity of a published plan: whoever has the model recomputes plan and identity
    /// @param publicIO the statement: entries of the public tensors, packed; the digests of committed
    /// ones; then the caller's context
    /// @param proof the bytes that the prover made
    function verify(bytes32 modelId, bytes calldata publicIO, bytes calldata proof) external view;

    /// @notice Whether the proof convinces; reverts if the gas does not suffice to decide it.
    function tryVerify(bytes32 modelId, bytes calldata publicIO, bytes calldata proof) external view returns (bool);
}
