// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {P, U, LOW21, LOW32, LOW53, LOW64, LANE, P4, P6, P13} from "./Field.sol";

/// @title The query phase of an opening
/// @notice Positions, Merkle paths, folds, and the clear message at every position: section 6.9 of
/// the protocol. Reads the operands of the instruction QUERIES.
library Opening {
    /// What the instruction says, and where things are in memory.
    struct Shape {
        uint256 point; // challenges from the first folded variable on
        uint256 clear;
        uint256 logHeight;
        uint256 arity;
        uint256 logClear;
        uint256 logInvRate;
        uint256 commitments; // memory address of their operands
        uint256 count;
        uint256 powers; // powers[k] is the inverse of the root of unity of order 2^(32 - k)
        uint256 places; // positions, ascending
        uint256 folded; // values that belong to them
        uint256 n;
        uint256 free; // memory from here on is free
        uint256 operands; // of the next oracle
        uint256 oracles; // that are left
        uint256 variables; // of the next oracle's message
    }

    /// @param ip memory address of the instruction's operands
    /// @param t memory address of the transcript's state
    /// @param cursor calldata address of the first tree
    /// @return the addresses behind the instruction and behind the last tree
    function check(uint256 ip, uint256 t, uint256 cursor, uint256 queries, uint256 logInvRate)
        internal
        pure
        returns (uint256, uint256)
    {
        unchecked {
            Shape memory s;
            uint256 w;
            assembly ("memory-safe") {
                w := mload(ip)
            }
            s.point = (w >> 240) << 5;
            s.clear = (w >> 224 & 0xffff) << 5;
            s.logHeight = w >> 216 & 0xff;
            s.arity = w >> 208 & 0xff;
            s.logClear = w >> 200 & 0xff;
            s.logInvRate = logInvRate;
            s.count = w >> 192 & 0xff;
            s.commitments = ip + 8;
            s.free = t + 0x100;
            inversePowers(s);
            positions(s, t, queries);
            cursor = commitments(s, cursor);
            s.operands = s.commitments + 6 * s.count + 1;
            w = s.operands - 1;
            assembly ("memory-safe") {
                w := byte(0, mload(w))
            }
            s.variables = s.logHeight - s.arity;
            s.point += s.arity << 5;
            for (s.oracles = w; s.oracles != 0; --s.oracles) {
                cursor = oracle(s, cursor);
            }
            clearMessage(s);
            return (s.operands, cursor);
        }
    }

    function inversePowers(Shape memory s) private pure {
        uint256 to = s.free;
        s.powers = to;
        s.free = to + 33 * 32 + 128 * 32;
        assembly ("memory-safe") {
            let x := 8554224884056360729
            for { let end := add(to, 1056) } lt(to, end) { to := add(to, 32) } {
                mstore(to, x)
                x := mulmod(x, x, P)
            }
        }
        digits(s.powers);
    }

    /// For each of the eight hexadecimal digits of an exponent the 16 powers of 1/w_32.
    function digits(uint256 powers) private pure {
        assembly ("memory-safe") {
            let to := add(powers, 1056)
            for { let base := powers } lt(base, add(powers, 1024)) { base := add(base, 128) } {
                let x := mload(base)
                let y := 1
                for { let end := add(to, 512) } lt(to, end) { to := add(to, 32) } {
                    mstore(to, y)
                    y := mulmod(y, x, P)
                }
            }
        }
    }

    /// w^(-exponent), w of order 2^log and the exponent below 2^log.
    function power(uint256 powers, uint256 log, uint256 exponent) private pure returns (uint256 x) {
        assembly ("memory-safe") {
            x := 1
            // w is w_32 to the power of 2^(32 - log): the digits below are zero.
            let low := sub(32, log)
            exponent := shl(and(low, 3), exponent)
            for { let table := add(powers, add(1056, shl(9, shr(2, low)))) } exponent { table := add(table, 512) } {
                x := mulmod(x, mload(add(table, shl(5, and(exponent, 15)))), P)
                exponent := shr(4, exponent)
            }
        }
    }

    /// Draws the positions, sorts them and removes repetitions.
    function positions(Shape memory s, uint256 t, uint256 queries) private pure {
        uint256 place = s.free;
        uint256 n;
        uint256 mask = (1 << (s.logHeight + s.logInvRate - s.arity)) - 1;
        assembly ("memory-safe") {
            mstore(add(t, 32), 0x02116f70656e696e672f706f736974696f6e7300000000000000000000000000)
            let state := keccak256(t, 51)
            mstore(t, state)
            let k := 192
            for { let i := 0 } lt(i, queries) { i := add(i, 1) } {
                let x := and(shr(k, state), mask)
                switch k
                case 0 {
                    mstore8(add(t, 32), 3)
                    state := keccak256(t, 33)
                    mstore(t, state)
                    k := 192
                }
                default { k := sub(k, 64) }
                let j := add(place, shl(5, n))
                let y := 0
                for {} gt(j, place) { j := sub(j, 32) } {
                    y := mload(sub(j, 32))
                    if iszero(gt(y, x)) { break }
                }
                // j is where x goes, unless it stands just before.
                if or(eq(j, place), xor(y, x)) {
                    mcopy(add(j, 32), j, sub(add(place, shl(5, n)), j))
                    mstore(j, x)
                    n := add(n, 1)
                }
            }
        }
        s.places = place;
        s.n = n;
        s.folded = place + n * 32;
        s.free = place + n * 64;
    }

    /// Hashes n leaves of `size` bytes that belong to `places`; pairs of place and digest at `pairs`.
    function leaves(uint256 pairs, uint256 cursor, uint256 size, uint256 places, uint256 n) private pure {
        assembly ("memory-safe") {
            let end := add(pairs, shl(6, n))
            mstore(end, 0x7a6b6d6c6c656166000000000000000000000000000000000000000000000000)
            for {} lt(pairs, end) { pairs := add(pairs, 64) } {
                calldatacopy(add(end, 8), cursor, size)
                mstore(pairs, mload(places))
                mstore(add(pairs, 32), keccak256(end, add(size, 8)))
                places := add(places, 32)
                cursor := add(cursor, size)
            }
        }
    }

    /// Checks that n pairs of place and digest lead to a root; returns the address behind the siblings.
    function path(uint256 pairs, uint256 n, uint256 cursor, uint256 root, uint256 depth)
        private
        pure
        returns (uint256)
    {
        assembly ("memory-safe") {
            let end := add(pairs, shl(6, n))
            let hash := end
            let siblings := add(add(cursor, 2), shl(5, shr(240, calldataload(cursor))))
            cursor := add(cursor, 2)
            mstore(hash, 0x7a6b6d6c6e6f6465000000000000000000000000000000000000000000000000)
            let left := add(hash, 8)
            let right := add(hash, 40)
            for {} depth { depth := sub(depth, 1) } {
                let to := pairs
                for { let from := pairs } lt(from, end) {} {
                    let x := mload(from)
                    switch and(x, 1)
                    case 0 {
                        mstore(left, mload(add(from, 32)))
                        from := add(from, 64)
                        // The right neighbour, if it is the next pair; behind the last there is none.
                        switch or(xor(mload(from), add(x, 1)), iszero(lt(from, end)))
                        case 0 {
                            mstore(right, mload(add(from, 32)))
                            from := add(from, 64)
                        }
                        default {
                            mstore(right, calldataload(cursor))
                            cursor := add(cursor, 32)
                        }
                    }
                    default {
                        mstore(left, calldataload(cursor))
                        mstore(right, mload(add(from, 32)))
                        cursor := add(cursor, 32)
                        from := add(from, 64)
                    }
                    mstore(to, shr(1, x))
                    mstore(add(to, 32), keccak256(hash, 72))
                    to := add(to, 64)
                }
                end := to
            }
            // SOUNDNESS: all siblings used, none made up, and the root as committed.
            if or(xor(cursor, siblings), xor(mload(add(pairs, 32)), root)) {
                mstore(0, 0x5e3fa05100000000000000000000000000000000000000000000000000000000)
                mstore(4, 7)
                revert(0, 36)
            }
        }
        return cursor;
    }

    /// The number in front of a tree must be what it has to be.
    function expect(uint256 cursor, uint256 count) private pure returns (uint256) {
        assembly ("memory-safe") {
            if xor(shr(240, calldataload(cursor)), count) {
                mstore(0, 0xff633a3800000000000000000000000000000000000000000000000000000000)
                revert(0, 4)
            }
        }
        unchecked {
            return cursor + 2;
        }
    }

    /// Opens all commitments at all positions and folds their columns.
    function commitments(Shape memory s, uint256 cursor) private pure returns (uint256) {
        unchecked {
            uint256 records = s.free;
            uint256 recordsEnd = records + s.count * 96;
            uint256 weights = recordsEnd;
            uint256 depth = s.logHeight + s.logInvRate - s.arity;
            uint256 operands = s.commitments;
            for (uint256 record = records; record < recordsEnd; record += 96) {
                uint256 used;
                uint256 root;
                cursor = expect(cursor, s.n);
                assembly ("memory-safe") {
                    let w := mload(operands)
                    operands := add(operands, 6)
                    used := shr(240, w)
                    root := mload(and(shr(219, w), 0x1fffe0))
                    mstore(record, cursor)
                    mstore(add(record, 32), shl(3, used))
                    mstore(add(record, 64), weights)
                    // The columns' weights, a word a lane.
                    let from := and(shr(203, w), 0x1fffe0)
                    for { let end := add(from, shl(5, used)) } lt(from, end) { from := add(from, 32) } {
                        let e := mload(from)
                        mstore(weights, and(e, LANE))
                        mstore(add(weights, 32), and(shr(85, e), LANE))
                        mstore(add(weights, 64), shr(170, e))
                        weights := add(weights, 96)
                    }
                }
                uint256 size = used << (s.arity + 3);
                leaves(weights, cursor, size, s.places, s.n);
                cursor = path(weights, s.n, cursor + size * s.n, root, depth);
            }
            columns(s, records, recordsEnd, weights);
            return cursor;
        }
    }

    /// Weights and folds the leaves of all commitments, position by position.
    function columns(Shape memory s, uint256 records, uint256 recordsEnd, uint256 values) private pure {
        unchecked {
            uint256 domain = s.logHeight + s.logInvRate;
            uint256 valuesEnd = values + (32 << s.arity);
            uint256 folded = s.folded;
            for (uint256 place = s.places; place < s.folded; place += 32) {
                uint256 x;
                assembly ("memory-safe") {
                    x := mload(place)
                    let bad := 0
                    for { let to := values } lt(to, valuesEnd) { to := add(to, 32) } {
                        let c0 := 0
                        let c1 := 0
                        let c2 := 0
                        for { let record := records } lt(record, recordsEnd) { record := add(record, 96) } {
                            let from := mload(record)
                            let end := add(from, mload(add(record, 32)))
                            let weight := mload(add(record, 64))
                            mstore(record, end)
                            if and(sub(end, from), 8) {
                                let v := shr(192, calldataload(from))
                                // Reaches 2^64 if v is not below p.
                                bad := or(bad, add(v, 0xffffffff))
                                c0 := add(c0, mul(v, mload(weight)))
                                c1 := add(c1, mul(v, mload(add(weight, 32))))
                                c2 := add(c2, mul(v, mload(add(weight, 64))))
                                weight := add(weight, 96)
                                from := add(from, 8)
                            }
                            for {} lt(from, end) { from := add(from, 16) } {
                                let v := calldataload(from)
                                let x2 := and(shr(128, v), 0xffffffffffffffff)
                                v := shr(192, v)
                                bad := or(bad, or(add(v, 0xffffffff), add(x2, 0xffffffff)))
                                c0 := add(c0, add(mul(v, mload(weight)), mul(x2, mload(add(weight, 96)))))
                                c1 := add(c1, add(mul(v, mload(add(weight, 32))), mul(x2, mload(add(weight, 128)))))
                                c2 := add(c2, add(mul(v, mload(add(weight, 64))), mul(x2, mload(add(weight, 160)))))
                                weight := add(weight, 192)
                            }
                        }
                        mstore(to, or(or(mod(c0, P), shl(85, mod(c1, P))), shl(170, mod(c2, P))))
                    }
                    if shr(64, bad) {
                        mstore(0, 0x7ba9e47a00000000000000000000000000000000000000000000000000000000)
                        revert(0, 4)
                    }
                }
                x = fold(s, values, x, domain, s.arity);
                assembly ("memory-safe") {
                    mstore(folded, x)
                }
                folded += 32;
            }
        }
    }

    /// Folds 2^arity values of leaf i in a domain of 2^domain points; the result has lanes below p.
    function fold(Shape memory s, uint256 values, uint256 leaf, uint256 domain, uint256 arity)
        private
        pure
        returns (uint256 value)
    {
        uint256 powers = s.powers;
        uint256 point = s.point;
        uint256 x = power(powers, domain, leaf);
        assembly ("memory-safe") {
            // One step: the first half of the values becomes the fold of both halves.
            function layer(to, half, r_, g, q) {
                let rl := and(r_, LOW32)
                let rh := and(shr(32, r_), LOW32)
                for { let end := add(to, half) } lt(to, end) { to := add(to, 32) } {
                    let a := mload(to)
                    let b := mload(add(to, half))
                    // odd = (a - b) g, as products in Field.sol, but g is in F
                    let h := sub(add(a, P4), b)
                    a := add(a, b)
                    b := and(h, LOW32)
                    h := and(shr(32, h), LOW53)
                    let gl := and(g, 0xffffffff)
                    let gh := shr(32, g)
                    let v := mul(add(b, h), add(gl, gh))
                    b := mul(b, gl)
                    v := sub(v, b)
                    h := mul(h, gh)
                    gl := and(shr(32, v), LOW53)
                    // odd - (a + b), lanes below 2^71
                    b := sub(add(add(b, P6), shl(32, add(and(v, LOW32), gl))), add(add(h, gl), a))
                    // (a + b) + r (odd - (a + b)): twice the folded value
                    gl := and(b, LOW32)
                    b := and(shr(32, b), LOW53)
                    v := mulmod(add(gl, b), add(rl, rh), U)
                    b := mulmod(b, rh, U)
                    gl := mulmod(gl, rl, U)
                    v := sub(v, gl)
                    h := and(shr(32, v), LOW53)
                    a := sub(add(add(add(a, gl), P13), shl(32, add(and(v, LOW32), h))), add(b, h))
                    h := and(shr(64, a), LOW21)
                    mstore(to, sub(add(and(a, LOW64), shl(32, h)), h))
                    g := mulmod(g, q, P)
                }
            }
            let step := add(powers, shl(5, sub(32, arity)))
            let half := shl(add(arity, 4), 1)
            let scale := 1
            for {} arity { arity := sub(arity, 1) } {
                layer(values, half, mload(point), x, mload(step))
                half := shr(1, half)
                x := mulmod(x, x, P)
                step := add(step, 32)
                point := add(point, 32)
                scale := mulmod(scale, 0x7fffffff80000001, P)
            }
            x := mload(values)
            value := or(
                or(mulmod(and(x, LANE), scale, P), shl(85, mulmod(and(shr(85, x), LANE), scale, P))),
                shl(170, mulmod(shr(170, x), scale, P))
            )
        }
    }

    /// Completes one oracle's leaves with what was folded, checks their paths, and folds them.
    function oracle(Shape memory s, uint256 cursor) private pure returns (uint256) {
        unchecked {
            uint256 arity;
            uint256 root;
            {
                uint256 w = s.operands;
                assembly ("memory-safe") {
                    w := mload(w)
                    arity := shr(248, w)
                    root := mload(and(shr(227, w), 0x1fffe0))
                }
            }
            uint256 bits = s.variables + s.logInvRate - arity;
            uint256 places = s.free;
            uint256 n = reduce(s, places, bits);
            uint256 values = places + n * 64;
            cursor = expect(cursor, (n << arity) - s.n);
            fill(s, places, n, bits, values, arity);
            s.places = places;
            s.folded = places + n * 32;
            s.n = n;
            s.free = values + (n << (arity + 5));
            cursor = complete(s, values, cursor, arity);
            cursor = path(s.free, n, cursor, root, bits);
            for (uint256 i = 0; i < n; ++i) {
                uint256 x;
                assembly ("memory-safe") {
                    x := mload(add(places, shl(5, i)))
                }
                x = fold(s, values + (i << (arity + 5)), x, bits + arity, arity);
                assembly ("memory-safe") {
                    mstore(add(add(places, shl(5, n)), shl(5, i)), x)
                }
            }
            s.variables -= arity;
            s.point += arity << 5;
            s.operands += 3;
            return cursor;
        }
    }

    /// The leaves, of 2^bits, that hold the positions: ascending and distinct, at address `to`.
    function reduce(Shape memory s, uint256 to, uint256 bits) private pure returns (uint256 n) {
        unchecked {
            uint256 from = s.places;
            uint256 end = from + s.n * 32;
            assembly ("memory-safe") {
                let mask := sub(shl(bits, 1), 1)
                for {} lt(from, end) { from := add(from, 32) } {
                    let x := and(mload(from), mask)
                    let j := add(to, shl(5, n))
                    let y := 0
                    for {} gt(j, to) { j := sub(j, 32) } {
                        y := mload(sub(j, 32))
                        if iszero(gt(y, x)) { break }
                    }
                    if or(eq(j, to), xor(y, x)) {
                        mcopy(add(j, 32), j, sub(add(to, shl(5, n)), j))
                        mstore(j, x)
                        n := add(n, 1)
                    }
                }
            }
        }
    }

    /// Puts every folded value where it belongs in its leaf, marked; all other words are zero.
    function fill(Shape memory s, uint256 places, uint256 n, uint256 bits, uint256 values, uint256 arity)
        private
        pure
    {
        unchecked {
            uint256 from = s.places;
            uint256 folded = s.folded;
            uint256 end = from + s.n * 32;
            assembly ("memory-safe") {
                calldatacopy(values, calldatasize(), shl(add(arity, 5), n))
                let mask := sub(shl(bits, 1), 1)
                for {} lt(from, end) { from := add(from, 32) } {
                    let x := mload(from)
                    let leaf := and(x, mask)
                    let low := 0
                    for { let high := n } gt(sub(high, low), 1) {} {
                        let middle := shr(1, add(low, high))
                        switch gt(mload(add(places, shl(5, middle))), leaf)
                        case 0 { low := middle }
                        default { high := middle }
                    }
                    mstore(add(values, shl(5, add(shl(arity, low), shr(bits, x)))), or(mload(folded), shl(255, 1)))
                    folded := add(folded, 32)
                }
            }
        }
    }

    /// Reads the entries that are not known, hashes all leaves.
    function complete(Shape memory s, uint256 values, uint256 cursor, uint256 arity)
        private
        pure
        returns (uint256)
    {
        uint256 places = s.places;
        uint256 pairs = s.free;
        uint256 n = s.n;
        assembly ("memory-safe") {
            let pairsEnd := add(pairs, shl(6, n))
            let size := add(8, mul(24, shl(arity, 1)))
            let bad := 0
            mstore(pairsEnd, 0x7a6b6d6c6c656166000000000000000000000000000000000000000000000000)
            for {} lt(pairs, pairsEnd) { pairs := add(pairs, 64) } {
                let to := add(pairsEnd, 8)
                for { let end := add(values, shl(add(arity, 5), 1)) } lt(values, end) { values := add(values, 32) } {
                    let e := mload(values)
                    switch shr(255, e)
                    case 0 {
                        let w := shr(64, calldataload(cursor))
                        cursor := add(cursor, 24)
                        bad := or(bad, xor(xor(add(w, 0x00000000ffffffff00000000ffffffff00000000ffffffff), w), 0x00000000ffffffff00000000ffffffff00000000ffffffff))
                        mstore(to, shl(64, w))
                        mstore(values, or(or(shr(128, w), shl(21, and(w, 0xffffffffffffffff0000000000000000))), shr(22, shl(192, w))))
                    }
                    default {
                        // SOUNDNESS: ties each oracle to the fold of the one before.
                        mstore(to, or(or(shl(192, e), shl(128, and(shr(85, e), 0xffffffffffffffff))), shl(64, and(shr(170, e), 0xffffffffffffffff))))
                        mstore(values, and(e, 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff))
                    }
                    to := add(to, 24)
                }
                mstore(pairs, mload(places))
                mstore(add(pairs, 32), keccak256(pairsEnd, size))
                places := add(places, 32)
            }
            if and(bad, 0x1000000000000000100000000000000010000000000000000) {
                mstore(0, 0x7ba9e47a00000000000000000000000000000000000000000000000000000000)
                revert(0, 4)
            }
        }
        return cursor;
    }

    /// The clear message's codeword equals the folded value at every position that remains.
    function clearMessage(Shape memory s) private pure {
        unchecked {
            uint256 domain = s.logClear + s.logInvRate;
            uint256 high = s.logClear / 2;
            uint256 inner = s.free;
            uint256 innerEnd = inner + (32 << (s.logClear - high));
            // Two words at least: entries are taken in pairs.
            uint256 outer = innerEnd + 32;
            uint256 outerEnd = outer + (32 << high);
            uint256 place = s.places;
            uint256 clear = s.clear;
            uint256 end = place + s.n * 32;
            uint256 folded = s.folded;
            for (; place < end; place += 32) {
                uint256 x;
                assembly ("memory-safe") {
                    // w^place = w^(-(2^domain - place))
                    x := and(sub(shl(domain, 1), mload(place)), sub(shl(domain, 1), 1))
                }
                x = power(s.powers, domain, x);
                x = powerTable(outer, outerEnd, x);
                assembly ("memory-safe") {
                    mstore(add(inner, 32), 0)
                }
                powerTable(inner, innerEnd, x);
                assembly ("memory-safe") {
                    // Sums of products, two at a time.
                    function row(m, i, last) -> s0, s1, s2 {
                        for {} lt(i, last) { i := add(i, 64) } {
                            let y := mload(i)
                            let e := mload(m)
                            s0 := add(s0, mul(y, and(e, LANE)))
                            s1 := add(s1, mul(y, and(shr(85, e), LANE)))
                            s2 := add(s2, mul(y, shr(170, e)))
                            y := mload(add(i, 32))
                            e := mload(add(m, 32))
                            s0 := add(s0, mul(y, and(e, LANE)))
                            s1 := add(s1, mul(y, and(shr(85, e), LANE)))
                            s2 := add(s2, mul(y, shr(170, e)))
                            m := add(m, 64)
                        }
                    }
                    let c0 := 0
                    let c1 := 0
                    let c2 := 0
                    let m := clear
                    for { let o := outer } lt(o, outerEnd) { o := add(o, 32) } {
                        let s0, s1, s2 := row(m, inner, innerEnd)
                        m := add(m, sub(innerEnd, inner))
                        let y := mload(o)
                        c0 := add(c0, mulmod(y, s0, P))
                        c1 := add(c1, mulmod(y, s1, P))
                        c2 := add(c2, mulmod(y, s2, P))
                    }
                    let e := or(or(mod(c0, P), shl(85, mod(c1, P))), shl(170, mod(c2, P)))
                    // SOUNDNESS: at every query, or the message is not the committed one.
                    if xor(e, mload(folded)) {
                        mstore(0, 0x5e3fa05100000000000000000000000000000000000000000000000000000000)
                        mstore(4, 8)
                        revert(0, 36)
                    }
                    folded := add(folded, 32)
                }
            }
        }
    }

    /// x^(reversed i) for every i: the first bit of i has x, the second x^2, and so on. Returns x to
    /// the power of the table's length.
    function powerTable(uint256 table, uint256 end, uint256 x) private pure returns (uint256) {
        assembly ("memory-safe") {
            mstore(table, 1)
            for { let size := 32 } lt(add(table, size), end) { size := shl(1, size) } {
                for { let from := add(table, size) } gt(from, table) {} {
                    from := sub(from, 32)
                    let y := mload(from)
                    let to := add(from, sub(from, table))
                    mstore(to, y)
                    mstore(add(to, 32), mulmod(y, x, P))
                }
                x := mulmod(x, x, P)
            }
        }
        return x;
    }
}
