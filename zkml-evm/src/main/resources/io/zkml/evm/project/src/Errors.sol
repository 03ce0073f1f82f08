// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A check of the proof failed. Stages: 1 statement, 2 buses, 3 constraints, 4 tensor
/// relations, 5 last claim of the opening, 6 proof of work, 7 Merkle paths, 8 folds.
error InvalidProof(uint256 stage);

/// @notice The proof is of another version of the protocol, or was made under another key.
error WrongVersion();

/// @notice A coordinate in the proof is not below the field's modulus.
error NonCanonical();

/// @notice Proof or public input and output are longer or shorter than the model's plan says.
error LengthMismatch();

/// @notice No plan with this identity was published.
error UnknownModel(bytes32 modelId);

/// @notice There was too little gas to decide.
error OutOfGas();
