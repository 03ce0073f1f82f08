// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// The field of p = 2^64 - 2^32 + 1 elements, and its extension by u with u^3 = 2.
//
// A word holds an element c0 + c1 u + c2 u^2 in three lanes of 85 bits, c0 lowest; a lane may exceed
// p. With u = 2^85 the words' product modulo 2^255 - 2 is the product of the elements, as long as no
// lane overflows: so factors are cut into low 32 and high bits, and three products (Karatsuba) give
//     ll + 2^32 (k - ll - hh) + 2^64 hh  =  ll - hh + 2^32 (k - ll)      since 2^64 = 2^32 - 1 mod p.

// The modulus.
uint256 constant P = 0xffffffff00000001;
// u^3 - 2 at u = 2^85.
uint256 constant U = 0x7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe;
// The low 32, 53, 64, 21 bits of every lane.
uint256 constant LOW32 = 0x00000000000003fffffffc0000000000001fffffffe0000000000000ffffffff;
uint256 constant LOW53 = 0x000000007ffffffffffffc00000003ffffffffffffe00000001fffffffffffff;
uint256 constant LOW64 = 0x000003fffffffffffffffc00001fffffffffffffffe00000ffffffffffffffff;
uint256 constant LOW21 = 0x00000000000000007ffffc0000000000000003ffffe0000000000000001fffff;
// One lane.
uint256 constant LANE = 0x1fffffffffffffffffffff;
// Multiples of p in every lane, by 4, 8, 2^6, 2^13 and 2^18: added where something is subtracted.
uint256 constant P4 = 0x00000ffffffff00000001000007fffffff80000000800003fffffffc00000004;
uint256 constant P8 = 0x00001fffffffe0000000200000ffffffff00000001000007fffffff800000008;
uint256 constant P6 = 0x0000ffffffff00000001000007fffffff80000000800003fffffffc000000040;
uint256 constant P13 = 0x007fffffff80000000800003fffffffc0000000400001fffffffe00000002000;
uint256 constant P18 = 0x0ffffffff00000001000007fffffff80000000800003fffffffc000000040000;
