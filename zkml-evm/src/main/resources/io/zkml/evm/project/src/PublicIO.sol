// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Reading the statement of a proof
/// @notice Tensors follow each other without gaps: entry i of a tensor that begins at `offset` and
/// whose entries have `size` bytes is at `offset + i size`. A real number is the integer times the
/// scale that the model key gives.
library PublicIO {
    /// @notice An entry of a tensor that may have negative entries.
    function signedEntry(bytes calldata io, uint256 offset, uint256 size, uint256 i) internal pure returns (int256) {
        uint256 at_ = offset + i * size;
        return int256(uint256(bytes32(io[at_:at_ + size]))) >> (256 - 8 * size);
    }

    /// @notice An entry of a tensor that has none.
    function unsignedEntry(bytes calldata io, uint256 offset, uint256 size, uint256 i) internal pure returns (uint256) {
        uint256 at_ = offset + i * size;
        return uint256(bytes32(io[at_:at_ + size])) >> (256 - 8 * size);
    }

    /// @notice The index of the first largest of n signed entries.
    function argMax(bytes calldata io, uint256 offset, uint256 size, uint256 n) internal pure returns (uint256 best) {
        int256 largest = type(int256).min;
        for (uint256 i = 0; i < n; ++i) {
            int256 v = signedEntry(io, offset, size, i);
            if (v > largest) {
                largest = v;
                best = i;
            }
        }
    }
}
