// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Where plans are published
/// @notice A plan is stored as the code of contracts that cannot run. Its identity is the hash of
/// the initialisation code of the first of them, which holds the identity of the next, and so on:
/// the identity determines every byte. No storage, no owner; who publishes does not matter.
contract PlanStore {
    /// @notice A part of a plan can now be read.
    event Published(bytes32 indexed id, address part);

    /// @notice The part could not be stored: it is too long.
    error NotStored();

    /// Copies all behind these 11 bytes into the code: the byte 00 (STOP), then the part.
    bytes11 internal constant INIT = 0x600b380380600b5f395ff3;

    /// @notice Stores one part of a plan; the last part first, since each names the next. What is
    /// there already stays: nobody can keep others from publishing by being faster.
    /// @param part the identity of the next part, or zero, then bytes of the plan
    /// @return id the part's identity: for the first part the model's
    function publish(bytes calldata part) external returns (bytes32 id) {
        bytes memory init = abi.encodePacked(INIT, bytes1(0), part);
        id = keccak256(init);
        if (addressOf(id).code.length != 0) return id;
        address part_;
        assembly ("memory-safe") {
            part_ := create2(0, add(init, 32), mload(init), 0)
        }
        if (part_ == address(0)) revert NotStored();
        emit Published(id, part_);
    }

    /// @notice Where a part is, or would be.
    function addressOf(bytes32 id) public view returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), bytes32(0), id)))));
    }
}
