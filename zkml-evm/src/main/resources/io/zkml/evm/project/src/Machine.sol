// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {P, U, LOW21, LOW32, LOW53, LOW64, LANE, P4, P8, P13, P18} from "./Field.sol";

/// @title The interpreter of plan programs
/// @notice Everything up to the query phase. A register is a word of memory: an element of
/// F_p[u]/(u^3 - 2) in three lanes, as Field.sol says, or 32 raw bytes. Instructions are those of docs/protocol/evm.md.
library Machine {
    uint256 internal constant QUERIES = 0x35;

    /// @param ip memory address of the first instruction
    /// @param t memory address of the transcript's state; everything from there on is free
    /// @param proof calldata address of the proof
    /// @param io calldata address of the packed public input and output
    /// @param ioEnd the end of it
    /// @param powBits leading zeros that the state has after the nonce
    /// @return the address behind the opcode QUERIES, and that of the proof's next byte
    function run(uint256 ip, uint256 t, uint256 proof, uint256 io, uint256 ioEnd, uint256 powBits)
        internal
        pure
        returns (uint256, uint256)
    {
        uint256 cursor = proof;
        assembly ("memory-safe") {
            function fail(stage) {
                mstore(0, 0x5e3fa05100000000000000000000000000000000000000000000000000000000)
                mstore(4, stage)
                revert(0, 36)
            }
            function failWith(selector) {
                mstore(0, selector)
                revert(0, 4)
            }
            function requireCanonical(bad) {
                if bad { failWith(0x7ba9e47a00000000000000000000000000000000000000000000000000000000) }
            }
            // a b + d, for a and b with lanes below 2^69 and d with lanes below 2^79; lanes of c are
            // below 2^64 + 2^48.
            function maddE(a, b, d) -> c {
                let al := and(a, LOW32)
                a := and(shr(32, a), LOW53)
                let bl := and(b, LOW32)
                b := and(shr(32, b), LOW53)
                let v := mulmod(add(al, a), add(bl, b), U)
                a := mulmod(a, b, U)
                b := mulmod(al, bl, U)
                v := sub(v, b)
                al := and(shr(32, v), LOW53)
                c := sub(add(add(add(d, b), P13), shl(32, add(and(v, LOW32), al))), add(a, al))
                a := and(shr(64, c), LOW21)
                c := sub(add(and(c, LOW64), shl(32, a)), a)
            }
            function mulE(a, b) -> c {
                c := maddE(a, b, 0)
            }
            // The same element with lanes below 2^64 + 2^53.
            function reduce(a) -> c {
                c := and(shr(64, a), LOW21)
                c := sub(add(and(a, LOW64), shl(32, c)), c)
            }
            function norm(a) -> c {
                c := or(or(mod(and(a, LANE), P), shl(85, mod(and(shr(85, a), LANE), P))), shl(170, mod(shr(170, a), P)))
            }
            function pack(c0, c1, c2) -> c {
                c := or(or(mod(c0, P), shl(85, mod(c1, P))), shl(170, mod(c2, P)))
            }
            // a - b, for b with lanes up to 3 2^64.
            function subE(a, b) -> c {
                c := sub(add(a, P4), b)
            }
            // 192 bits, c0 first, as lanes.
            function lanes(w) -> e {
                e := or(or(shr(128, w), shl(21, and(w, 0xffffffffffffffff0000000000000000))), shr(22, shl(192, w)))
            }
            // Lanes as 24 bytes and eight zeros.
            function bytes24(e) -> w {
                w := or(or(shl(192, e), shl(128, and(shr(85, e), 0xffffffffffffffff))), shl(64, shr(170, e)))
            }
            // Nonzero if one of three 64-bit numbers is not below p.
            function excess(w) -> bad {
                bad := and(
                    xor(xor(add(w, 0x00000000ffffffff00000000ffffffff00000000ffffffff), w), 0x00000000ffffffff00000000ffffffff00000000ffffffff),
                    0x1000000000000000100000000000000010000000000000000
                )
            }
            // A proof element.
            function element(at) -> e, bad {
                let w := shr(64, calldataload(at))
                bad := excess(w)
                e := lanes(w)
            }
            // n elements from one run of chunks; the first block is the state.
            function drawMany(t_, d, n) {
                let s := mload(t_)
                let k := 192
                let e := 0
                let lane := 0
                for { let left := mul(3, n) } left {} {
                    let v := and(shr(k, s), 0xffffffffffffffff)
                    if lt(v, P) {
                        e := or(e, shl(lane, v))
                        lane := add(lane, 85)
                        left := sub(left, 1)
                        if eq(lane, 255) {
                            mstore(d, e)
                            d := add(d, 32)
                            e := 0
                            lane := 0
                        }
                    }
                    switch k
                    case 0 {
                        if left {
                            mstore8(add(t_, 32), 3)
                            s := keccak256(t_, 33)
                            mstore(t_, s)
                        }
                        k := 192
                    }
                    default { k := sub(k, 64) }
                }
            }
            // One element, written to d.
            function draw(t_, d) -> e {
                let w := shr(64, mload(t_))
                e := lanes(w)
                switch excess(w)
                case 0 { mstore(d, e) }
                default {
                    drawMany(t_, d, 1)
                    e := mload(d)
                }
            }
            // The state after a header at pc_ and n bytes of calldata.
            function absorbCalldata(t_, code_, from, n) -> next {
                let h := byte(0, mload(code_))
                mstore(add(t_, 32), mload(add(code_, 1)))
                calldatacopy(add(add(t_, 32), h), from, n)
                mstore(t_, keccak256(t_, add(add(32, h), n)))
                next := add(add(code_, 1), h)
            }
            function squeezeState(t_, code_) -> next {
                let h := byte(0, mload(code_))
                mstore(add(t_, 32), mload(add(code_, 1)))
                mstore(t_, keccak256(t_, add(32, h)))
                next := add(add(code_, 1), h)
            }
            function reg(w, shift) -> address_ {
                address_ := and(shr(shift, w), 0x1fffe0)
            }

            // MUL
            function runMul(from, end) -> next {
                for { end := add(from, mul(6, end)) } lt(from, end) { from := add(from, 6) } {
                    let w := mload(from)
                    let a := mload(and(shr(219, w), 0x1fffe0))
                    let b := mload(and(shr(203, w), 0x1fffe0))
                    let al := and(a, LOW32)
                    a := and(shr(32, a), LOW53)
                    let bl := and(b, LOW32)
                    b := and(shr(32, b), LOW53)
                    let v := mulmod(add(al, a), add(bl, b), U)
                    a := mulmod(a, b, U)
                    b := mulmod(al, bl, U)
                    v := sub(v, b)
                    al := and(shr(32, v), LOW53)
                    v := sub(add(add(b, P13), shl(32, add(and(v, LOW32), al))), add(a, al))
                    a := and(shr(64, v), LOW21)
                    mstore(and(shr(235, w), 0x1fffe0), sub(add(and(v, LOW64), shl(32, a)), a))
                }
                next := end
            }
            // MULADD
            function runMulAdd(from, end) -> next {
                for { end := add(from, shl(3, end)) } lt(from, end) { from := add(from, 8) } {
                    let w := mload(from)
                    let a := mload(and(shr(219, w), 0x1fffe0))
                    let b := mload(and(shr(203, w), 0x1fffe0))
                    let al := and(a, LOW32)
                    a := and(shr(32, a), LOW53)
                    let bl := and(b, LOW32)
                    b := and(shr(32, b), LOW53)
                    let v := mulmod(add(al, a), add(bl, b), U)
                    a := mulmod(a, b, U)
                    b := mulmod(al, bl, U)
                    v := sub(v, b)
                    al := and(shr(32, v), LOW53)
                    b := add(b, mload(and(shr(187, w), 0x1fffe0)))
                    v := sub(add(add(b, P13), shl(32, add(and(v, LOW32), al))), add(a, al))
                    a := and(shr(64, v), LOW21)
                    mstore(and(shr(235, w), 0x1fffe0), sub(add(and(v, LOW64), shl(32, a)), a))
                }
                next := end
            }
            // EQFACTOR: e (1 - a - b + 2 a b)
            function runEqFactor(from, end) -> next {
                for { end := add(from, shl(3, end)) } lt(from, end) { from := add(from, 8) } {
                    let w := mload(from)
                    let a := mload(and(shr(219, w), 0x1fffe0))
                    let b := mload(and(shr(203, w), 0x1fffe0))
                    let ab := mulE(a, b)
                    a := sub(add(add(add(ab, ab), 1), P8), add(a, b))
                    mstore(and(shr(235, w), 0x1fffe0), mulE(a, mload(and(shr(187, w), 0x1fffe0))))
                }
                next := end
            }
            // TENSOR: packed entries, checked against the bounds, absorbed as i64.
            function tensor(pc_, t_, io_) -> after, next {
                next := io_
                let w := mload(pc_)
                let d := and(shr(227, w), 0x1fffe0)
                let n := and(shr(208, w), 0xffffff)
                let size := byte(6, w)
                let min := signextend(7, shr(136, w))
                let range := sub(signextend(7, shr(72, w)), min)
                let h := byte(23, w)
                mstore(add(t_, 32), mload(add(pc_, 24)))
                after := add(add(pc_, 24), h)
                let to := add(add(t_, 32), h)
                let start := to
                let count := n
                let top := sub(256, shl(3, size))
                // Entries that fill two unsigned bytes are all within their bounds.
                let plain := and(eq(size, 2), and(iszero(min), eq(range, 0xffff)))
                if plain {
                    for { let last := add(next, shl(1, n)) } lt(next, last) {} {
                        let v := shr(192, calldataload(next))
                        let left := sub(last, next)
                        if lt(left, 8) { v := shl(sub(64, shl(3, left)), shr(sub(64, shl(3, left)), v)) }
                        v := or(
                            or(and(v, 0xffff), shl(48, and(v, 0xffff0000))),
                            or(shl(96, and(v, 0xffff00000000)), shl(144, and(v, 0xffff000000000000)))
                        )
                        mstore(to, v)
                        mstore(d, v)
                        to := add(to, 32)
                        d := add(d, 32)
                        next := add(next, 8)
                    }
                    next := add(io_, shl(1, n))
                    n := 0
                }
                // Flips and subtracts the sign where there are signs.
                let sign := mul(slt(min, 0), shl(sub(255, top), 1))
                let bad := 0
                for { let left := n } left {} {
                    let v := calldataload(next)
                    let word := 0
                    let canonical := 0
                    let k := 4
                    if lt(left, 4) { k := left }
                    left := sub(left, k)
                    next := add(next, mul(k, size))
                    h := shl(6, sub(4, k))
                    for {} k { k := sub(k, 1) } {
                        let x := sub(xor(shr(top, v), sign), sign)
                        v := shl(sub(256, top), v)
                        bad := or(bad, gt(sub(x, min), range))
                        word := or(shl(64, word), and(x, 0xffffffffffffffff))
                        canonical := or(shl(64, canonical), add(x, mul(slt(x, 0), P)))
                    }
                    mstore(to, shl(h, word))
                    mstore(d, shl(h, canonical))
                    to := add(to, 32)
                    d := add(d, 32)
                }
                if bad { fail(1) }
                mstore(t_, keccak256(t_, sub(add(start, shl(3, count)), t_)))
            }
            // EXPAND: by every coordinate r, table[2c], table[2c + 1] = table[c] (1 - r), table[c] r
            function expand(code_) -> pc_ {
                let w := mload(code_)
                let d := and(shr(227, w), 0x1fffe0)
                let size := shl(5, 1)
                pc_ := add(code_, 4)
                for { let last := add(pc_, shl(1, byte(3, w))) } lt(pc_, last) { pc_ := add(pc_, 2) } {
                    let r := mload(shl(5, shr(240, mload(pc_))))
                    for { let from := add(d, size) } gt(from, d) {} {
                        from := sub(from, 32)
                        let x := mload(from)
                        let y := maddE(x, r, 0)
                        let to := add(from, sub(from, d))
                        mstore(to, reduce(sub(add(x, P4), y)))
                        mstore(add(to, 32), y)
                    }
                    size := shl(1, size)
                }
            }
            // DOT: sum over i of A[i] B[stride i]
            function dot(code_) -> pc_ {
                pc_ := code_
                let w := mload(pc_)
                let d := and(shr(227, w), 0x1fffe0)
                let a := and(shr(211, w), 0x1fffe0)
                let b := reg(w, 195)
                let end := add(a, shl(5, and(shr(176, w), 0xffffff)))
                let stride := shl(5, signextend(2, shr(152, w)))
                let ll := 0
                let hh := 0
                let k := 0
                for {} lt(a, end) { a := add(a, 32) b := add(b, stride) } {
                    let x := mload(a)
                    let y := mload(b)
                    let xl := and(x, LOW32)
                    x := and(shr(32, x), LOW53)
                    let yl := and(y, LOW32)
                    y := and(shr(32, y), LOW53)
                    ll := add(ll, mulmod(xl, yl, U))
                    hh := add(hh, mulmod(x, y, U))
                    k := add(k, mulmod(add(xl, x), add(yl, y), U))
                }
                k := sub(k, ll)
                a := and(shr(32, k), LOW53)
                mstore(d, reduce(sub(add(add(ll, P18), shl(32, add(and(k, LOW32), a))), add(hh, a))))
                pc_ := add(pc_, 13)
            }
            // GATHER_DOT: sum over o of A[o] B[list[o]]
            function gatherDot(code_) -> pc_ {
                pc_ := code_
                let w := mload(pc_)
                let d := and(shr(227, w), 0x1fffe0)
                let a := and(shr(211, w), 0x1fffe0)
                let b := reg(w, 195)
                let n := and(shr(176, w), 0xffffff)
                let sum := 0
                pc_ := add(pc_, 10)
                for {} n { n := sub(n, 1) a := add(a, 32) pc_ := add(pc_, 3) } {
                    let i := shr(232, mload(pc_))
                    if xor(i, 0xffffff) { sum := maddE(mload(a), mload(add(b, shl(5, i))), sum) }
                }
                mstore(d, sum)
            }
            // PUBLIC_DOT: sum over runs of A[outer] sum over j of B[inner + j] entries[from + j]
            function publicDot(code_) -> pc_ {
                pc_ := code_
                let w := mload(pc_)
                let d := and(shr(227, w), 0x1fffe0)
                let a := and(shr(211, w), 0x1fffe0)
                let b := reg(w, 195)
                let entries := reg(w, 179)
                let sum := 0
                let end := add(add(pc_, 11), mul(11, and(shr(168, w), 0xffff)))
                for { pc_ := add(pc_, 11) } lt(pc_, end) { pc_ := add(pc_, 11) } {
                    let run_ := mload(pc_)
                    let at := add(b, shl(5, and(shr(208, run_), 0xffffff)))
                    let from := add(entries, shl(3, and(shr(184, run_), 0xffffff)))
                    let c0 := 0
                    let c1 := 0
                    let c2 := 0
                    for { let last := add(at, shl(5, and(shr(168, run_), 0xffff))) } lt(at, last) { at := add(at, 32) from := add(from, 8) } {
                        let v := shr(192, mload(from))
                        let x := mload(at)
                        c0 := add(c0, mul(v, and(x, LANE)))
                        c1 := add(c1, mul(v, and(shr(85, x), LANE)))
                        c2 := add(c2, mul(v, shr(170, x)))
                    }
                    sum := maddE(mload(add(a, shl(5, shr(232, run_)))), pack(c0, c1, c2), sum)
                }
                mstore(d, sum)
            }
            // SMALL_DOT: the same of entries below 2^16, at most 32 a run, and B with lanes below p: sum over runs of A[outer] sum over j of B[inner + j] entries[from + j]
            function smallDot(code_) -> pc_ {
                pc_ := code_
                let w := mload(pc_)
                let d := and(shr(227, w), 0x1fffe0)
                let a := and(shr(211, w), 0x1fffe0)
                let b := reg(w, 195)
                let entries := reg(w, 179)
                let sum := 0
                let end := add(add(pc_, 11), mul(11, and(shr(168, w), 0xffff)))
                for { pc_ := add(pc_, 11) } lt(pc_, end) { pc_ := add(pc_, 11) } {
                    let run_ := mload(pc_)
                    let at := add(b, shl(5, and(shr(208, run_), 0xffffff)))
                    let from := add(entries, shl(3, and(shr(184, run_), 0xffffff)))
                    let inner := 0
                    for { let last := add(at, shl(5, and(shr(168, run_), 0xffff))) } lt(at, last) { at := add(at, 32) from := add(from, 8) } {
                        inner := add(inner, mul(shr(192, mload(from)), mload(at)))
                    }
                    sum := maddE(mload(add(a, shl(5, shr(232, run_)))), reduce(inner), sum)
                }
                mstore(d, sum)
            }
            // GKR: point d, root a, last claim b.
            function gkr(pc_, t_, from) -> next {
                next := from
                let w := mload(pc_)
                let d := and(shr(227, w), 0x1fffe0)
                let a := and(shr(211, w), 0x1fffe0)
                let last := reg(w, 195)
                let layers := byte(7, w)
                let p := mload(a)
                let q := mload(add(a, 32))
                let bad := 0
                for { let k := 0 } lt(k, layers) { k := add(k, 1) } {
                    mstore(add(t_, 32), 0x020a676b72206c616d6264610000000000000000000000000000000000000000)
                    mstore(t_, keccak256(t_, 44))
                    let lambda := draw(t_, last)
                    let run_ := maddE(lambda, q, p)
                    let x := mload(d)
                    let at := add(d, 32)
                    for { let end := add(at, shl(5, k)) } lt(at, end) { at := add(at, 32) } {
                        mstore(add(t_, 32), 0x0109676b7220726f756e64000000000000003000000000000000000000000000)
                        calldatacopy(add(t_, 51), next, 48)
                        mstore(t_, keccak256(t_, 99))
                        mstore(add(t_, 32), 0x020d676b72206368616c6c656e67650000000000000000000000000000000000)
                        mstore(t_, keccak256(t_, 47))
                        let c1, over1 := element(next)
                        let c2, over2 := element(add(next, 24))
                        bad := or(bad, or(over1, over2))
                        next := add(next, 48)
                        run_ := subE(run_, mulE(x, add(c1, c2)))
                        // The next coordinate, before the challenge takes its place.
                        x := mload(at)
                        let r := draw(t_, at)
                        run_ := maddE(r, maddE(r, c2, c1), run_)
                    }
                    mstore(add(t_, 32), 0x0108676b7220656e647300000000000000600000000000000000000000000000)
                    calldatacopy(add(t_, 50), next, 96)
                    mstore(t_, keccak256(t_, 146))
                    let p0, over := element(next)
                    bad := or(bad, over)
                    let p1
                    p1, over := element(add(next, 24))
                    bad := or(bad, over)
                    let q0
                    q0, over := element(add(next, 48))
                    bad := or(bad, over)
                    let q1
                    q1, over := element(add(next, 72))
                    bad := or(bad, over)
                    next := add(next, 96)
                    p := maddE(q1, maddE(lambda, q0, p0), mulE(p1, q0))
                    if xor(norm(run_), norm(p)) { fail(byte(8, w)) }
                    mstore(add(t_, 32), 0x0206676b72206d75000000000000000000000000000000000000000000000000)
                    mstore(t_, keccak256(t_, 40))
                    lambda := draw(t_, d)
                    p := maddE(lambda, subE(p1, p0), p0)
                    q := maddE(lambda, subE(q1, q0), q0)
                }
                requireCanonical(bad)
                mstore(last, p)
                mstore(add(last, 32), q)
            }
            // ROUNDS: last claim d, claim a, challenges b.
            function rounds(code_, t_, from) -> pc_, next {
                pc_ := code_
                next := from
                let w := mload(pc_)
                let d := and(shr(227, w), 0x1fffe0)
                let a := and(shr(211, w), 0x1fffe0)
                let to := reg(w, 195)
                let n := byte(7, w)
                let degree := byte(8, w)
                let claim := mload(a)
                let header := add(pc_, 9)
                let bad := 0
                pc_ := add(add(header, 1), byte(0, mload(header)))
                let squeeze := pc_
                pc_ := add(add(pc_, 1), byte(0, mload(pc_)))
                for {} n { n := sub(n, 1) } {
                    let ignored := absorbCalldata(t_, header, next, mul(24, degree))
                    ignored := squeezeState(t_, squeeze)
                    let r := draw(t_, to)
                    to := add(to, 32)
                    let c0, over := element(next)
                    bad := or(bad, over)
                    let at := add(next, mul(24, sub(degree, 1)))
                    let acc := 0
                    let sum := add(c0, c0)
                    for {} gt(at, next) { at := sub(at, 24) } {
                        let c
                        c, over := element(at)
                        bad := or(bad, over)
                        sum := add(sum, c)
                        acc := maddE(acc, r, c)
                    }
                    acc := maddE(acc, r, sub(add(claim, P8), sum))
                    claim := maddE(acc, r, c0)
                    next := add(next, mul(24, degree))
                }
                requireCanonical(bad)
                mstore(d, claim)
            }

            for {} 1 {} {
                let w := mload(ip)
                let op := byte(0, w)
                if lt(op, 8) {
                    // Runs of arithmetic: a count, then operands of every operation.
                    if iszero(op) { break }
                    let from := add(ip, 3)
                    let end := and(shr(232, w), 0xffff)
                    switch byte(0, w)
                    case 0x01 { ip := runMul(from, end) }
                    case 0x02 { ip := runMulAdd(from, end) }
                    case 0x06 { ip := runEqFactor(from, end) }
                    case 0x03 {
                        // ADD
                        for { end := add(from, mul(6, end)) } lt(from, end) { from := add(from, 6) } {
                            w := mload(from)
                            mstore(and(shr(235, w), 0x1fffe0), add(mload(and(shr(219, w), 0x1fffe0)), mload(and(shr(203, w), 0x1fffe0))))
                        }
                        ip := end
                    }
                    case 0x04 {
                        // SUB
                        for { end := add(from, mul(6, end)) } lt(from, end) { from := add(from, 6) } {
                            w := mload(from)
                            mstore(and(shr(235, w), 0x1fffe0), subE(mload(and(shr(219, w), 0x1fffe0)), mload(and(shr(203, w), 0x1fffe0))))
                        }
                        ip := end
                    }
                    case 0x05 {
                        // REDUCE
                        for { end := add(from, shl(2, end)) } lt(from, end) { from := add(from, 4) } {
                            w := mload(from)
                            mstore(and(shr(235, w), 0x1fffe0), reduce(mload(and(shr(219, w), 0x1fffe0))))
                        }
                        ip := end
                    }
                    default {
                        // SMALL
                        for { end := add(from, mul(10, end)) } lt(from, end) { from := add(from, 10) } {
                            w := mload(from)
                            mstore(and(shr(235, w), 0x1fffe0), and(shr(176, w), 0xffffffffffffffff))
                        }
                        ip := end
                    }
                    continue
                }
                let d := and(shr(227, w), 0x1fffe0)
                let a := and(shr(211, w), 0x1fffe0)
                switch op
                case 0x0f {
                    // NORM
                    let from := add(ip, 3)
                    for { ip := add(from, shl(2, and(shr(232, w), 0xffff))) } lt(from, ip) { from := add(from, 4) } {
                        w := mload(from)
                        mstore(and(shr(235, w), 0x1fffe0), norm(mload(and(shr(219, w), 0x1fffe0))))
                    }
                }
                case 0x08 {
                    // RAW
                    mstore(d, mload(add(ip, 3)))
                    ip := add(ip, 35)
                }
                case 0x09 {
                    // REQUIRE_ZERO
                    if norm(mload(d)) { fail(byte(3, w)) }
                    ip := add(ip, 4)
                }
                case 0x0a {
                    // REQUIRE_NONZERO
                    if iszero(norm(mload(d))) { fail(byte(3, w)) }
                    ip := add(ip, 4)
                }
                case 0x0b { ip := expand(ip) }
                case 0x0c { ip := dot(ip) }
                case 0x0e { ip := gatherDot(ip) }
                case 0x10 {
                    // GATHER_SUM: D[list[o]] += A[o]
                    let n := and(shr(192, w), 0xffffff)
                    ip := add(ip, 8)
                    for {} n { n := sub(n, 1) a := add(a, 32) ip := add(ip, 3) } {
                        let i := shr(232, mload(ip))
                        if xor(i, 0xffffff) {
                            i := add(d, shl(5, i))
                            mstore(i, reduce(add(mload(i), mload(a))))
                        }
                    }
                }
                case 0x11 {
                    // OUTER: D[i m + j] = A[i] E[j]
                    let end := add(a, shl(5, and(shr(192, w), 0xffffff)))
                    let e := reg(w, 171)
                    let eEnd := add(e, shl(5, and(shr(152, w), 0xffffff)))
                    for {} lt(a, end) { a := add(a, 32) } {
                        let x := mload(a)
                        for { let j := e } lt(j, eEnd) { j := add(j, 32) } {
                            mstore(d, mulE(x, mload(j)))
                            d := add(d, 32)
                        }
                    }
                    ip := add(ip, 13)
                }
                case 0x12 { ip := publicDot(ip) }
                case 0x13 { ip := smallDot(ip) }
                case 0x20 {
                    // STATE
                    mstore(t, mload(add(ip, 1)))
                    ip := add(ip, 33)
                }
                case 0x21 {
                    // ABSORB_CONSTANT
                    let h := byte(1, w)
                    let from := add(add(ip, 2), h)
                    let n := shr(240, mload(from))
                    mstore(add(t, 32), mload(add(ip, 2)))
                    mcopy(add(add(t, 32), h), add(from, 2), n)
                    mstore(t, keccak256(t, add(add(32, h), n)))
                    ip := add(add(from, 2), n)
                }
                case 0x22 {
                    // MESSAGE
                    let n := and(shr(208, w), 0xffffff)
                    let end := add(cursor, mul(24, n))
                    ip := absorbCalldata(t, add(ip, 6), cursor, mul(24, n))
                    let bad := 0
                    for {} lt(cursor, end) { cursor := add(cursor, 24) d := add(d, 32) } {
                        let e, over := element(cursor)
                        bad := or(bad, over)
                        mstore(d, e)
                    }
                    requireCanonical(bad)
                }
                case 0x23 {
                    // SQUEEZE
                    let n := and(shr(208, w), 0xffffff)
                    ip := squeezeState(t, add(ip, 6))
                    drawMany(t, d, n)
                }
                case 0x24 {
                    // DIGEST
                    mstore(d, calldataload(cursor))
                    ip := absorbCalldata(t, add(ip, 3), cursor, 32)
                    cursor := add(cursor, 32)
                }
                case 0x25 {
                    // OOD_POINT: in a transcript of its own
                    let s := mload(t)
                    mstore(t, mload(add(ip, 6)))
                    mstore(add(t, 32), 0x0104726f6f740000000000000020000000000000000000000000000000000000)
                    mstore(add(t, 46), mload(a))
                    mstore(t, keccak256(t, 78))
                    mstore(add(t, 32), 0x02017a0000000000000000000000000000000000000000000000000000000000)
                    mstore(t, keccak256(t, 35))
                    drawMany(t, d, byte(5, w))
                    mstore(t, s)
                    ip := add(ip, 38)
                }
                case 0x26 {
                    // ABSORB_DIGESTS
                    let n := and(shr(232, w), 0xffff)
                    let h := byte(3, w)
                    mstore(add(t, 32), mload(add(ip, 4)))
                    ip := add(add(ip, 4), h)
                    let to := add(add(t, 32), h)
                    for {} n { n := sub(n, 1) ip := add(ip, 2) to := add(to, 32) } { mstore(to, mload(shl(5, shr(240, mload(ip))))) }
                    mstore(t, keccak256(t, sub(to, t)))
                }
                case 0x27 {
                    // ABSORB_ELEMENTS
                    let n := and(shr(232, w), 0xffff)
                    let h := byte(3, w)
                    mstore(add(t, 32), mload(add(ip, 4)))
                    ip := add(add(ip, 4), h)
                    let to := add(add(t, 32), h)
                    for {} n { n := sub(n, 1) ip := add(ip, 2) to := add(to, 24) } {
                        let e := mload(shl(5, shr(240, mload(ip))))
                        mstore(to, bytes24(e))
                    }
                    mstore(t, keccak256(t, sub(to, t)))
                }
                case 0x28 { ip, io := tensor(ip, t, io) }
                case 0x29 {
                    // PUBLIC_DIGEST
                    mstore(d, calldataload(io))
                    ip := absorbCalldata(t, add(ip, 3), io, 32)
                    io := add(io, 32)
                }
                case 0x2a {
                    // CONTEXT: a prefix, then all that is left of the public input and output
                    if gt(io, ioEnd) { failWith(0xff633a3800000000000000000000000000000000000000000000000000000000) }
                    let n := and(shr(232, w), 0xffff)
                    let rest := sub(ioEnd, io)
                    mstore(add(t, 32), or(0x0107636f6e746578740000000000000000000000000000000000000000000000, shl(120, add(n, rest))))
                    mcopy(add(t, 49), add(ip, 3), n)
                    calldatacopy(add(add(t, 49), n), io, rest)
                    mstore(t, keccak256(t, add(49, add(n, rest))))
                    ip := add(add(ip, 3), n)
                }
                case 0x2b {
                    // REQUIRE_IDENTITY: root, value, the statement's digest
                    let s := mload(t)
                    mstore(t, mload(add(ip, 7)))
                    mstore(add(t, 32), 0x0104726f6f740000000000000020000000000000000000000000000000000000)
                    mstore(add(t, 46), mload(d))
                    mstore(t, keccak256(t, 78))
                    mstore(add(t, 32), 0x010576616c756500000000000000180000000000000000000000000000000000)
                    let e := mload(a)
                    mstore(add(t, 47), bytes24(e))
                    if xor(keccak256(t, 71), mload(reg(w, 195))) { fail(1) }
                    mstore(t, s)
                    ip := add(ip, 39)
                }
                case 0x30 {
                    cursor := gkr(ip, t, cursor)
                    ip := add(ip, 9)
                }
                case 0x31 { ip, cursor := rounds(ip, t, cursor) }
                case 0x32 {
                    // HEADER
                    if xor(shr(144, shl(8, w)), shr(144, calldataload(cursor))) { failWith(0xbcb184aa00000000000000000000000000000000000000000000000000000000) }
                    cursor := add(cursor, 14)
                    ip := add(ip, 15)
                }
                case 0x33 {
                    // SEEK
                    cursor := add(proof, and(shr(224, w), 0xffffff))
                    ip := add(ip, 4)
                }
                case 0x34 {
                    // NONCE
                    ip := absorbCalldata(t, add(ip, 1), cursor, 8)
                    cursor := add(cursor, 8)
                    if shr(sub(256, powBits), mload(t)) { fail(6) }
                }
                default { break }
            }
        }
        return (ip, cursor);
    }
}
