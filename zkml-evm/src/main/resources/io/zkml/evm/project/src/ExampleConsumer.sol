// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IZkmlVerifier} from "./IZkmlVerifier.sol";
import {PublicIO} from "./PublicIO.sol";

/// @title An example: a contract that acts on what a model says
/// @notice It stores the class that a classifier gives to an input, if that was proven. The context
/// of the proof must be this contract and the sender, so that nobody's proof can be used by another.
contract ExampleConsumer {
    /// @notice The contract that verifies.
    IZkmlVerifier public immutable verifier;
    /// @notice The model that is asked.
    bytes32 public immutable modelId;
    /// @notice Bytes of the input in the statement; behind it are the classes, signed, two bytes each.
    uint256 public immutable inputBytes;
    /// @notice Number of classes.
    uint256 public immutable classes;
    /// @notice The class of the last input of an account, plus 1.
    mapping(address => uint256) public answers;

    /// @notice A class was proven.
    event Classified(address indexed account, bytes32 indexed input, uint256 class);

    /// @notice The statement is of another shape, or bound to somebody else.
    error NotForThis();

    constructor(IZkmlVerifier verifier_, bytes32 modelId_, uint256 inputBytes_, uint256 classes_) {
        verifier = verifier_;
        modelId = modelId_;
        inputBytes = inputBytes_;
        classes = classes_;
    }

    /// @notice Takes a proven answer.
    function submit(bytes calldata publicIO, bytes calldata proof) external {
        uint256 end = inputBytes + 2 * classes;
        bytes32 context = keccak256(abi.encodePacked(address(this), msg.sender));
        if (publicIO.length != end + 32 || bytes32(publicIO[end:]) != context) revert NotForThis();
        verifier.verify(modelId, publicIO, proof);
        uint256 class = PublicIO.argMax(publicIO, inputBytes, 2, classes);
        answers[msg.sender] = class + 1;
        emit Classified(msg.sender, keccak256(publicIO[:inputBytes]), class);
    }
}
