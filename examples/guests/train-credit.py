#!/usr/bin/env python3
"""Trains the credit model of the guest `loan` and writes data/models/credit_mlp.onnx.

A perceptron 61-12-6-1 with ReLU that learns the logit of `probability_good` in
data/german-credit/test.csv: a small stand-in for a bank's model, not a good one. Needs nothing but
Python and takes some seconds; the file checked in came from Python 3.11.
"""
import csv
import math
import pathlib
import random
import struct

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCALES = [72, 20000, 4, 4, 75, 4, 2, 1, 1]  # of the nine numbers; the rest is one-hot
SIZES = [61, 12, 6, 1]
HELD_OUT = 60
EPOCHS = 150


def load():
    with open(ROOT / "data/german-credit/test.csv", newline="") as file:
        rows = list(csv.reader(file))[1:]
    out = []
    for row in rows:
        x = [float(v) for v in row[:-1]]
        for i, scale in enumerate(SCALES):
            x[i] /= scale
        p = min(max(float(row[-1]), 0.02), 0.98)
        out.append((x, math.log(p / (1 - p))))
    return out


def forward(layers, x):
    values = [x]
    for k, (w, b) in enumerate(layers):
        y = [sum(wi * xi for wi, xi in zip(row, x) if xi) + bi for row, bi in zip(w, b)]
        x = [max(0.0, v) for v in y] if k < len(layers) - 1 else y
        values.append(x)
    return values


def train(data):
    rng = random.Random(7)
    layers = []
    for n, m in zip(SIZES, SIZES[1:]):
        w = [[rng.gauss(0, math.sqrt(1.5 / n)) for _ in range(n)] for _ in range(m)]
        layers.append((w, [0.05] * m))
    for epoch in range(EPOCHS):
        rng.shuffle(data)
        rate = 0.02 * (1 - epoch / EPOCHS) + 0.0005
        for x, target in data:
            values = forward(layers, x)
            grad = [max(-2.0, min(2.0, values[-1][0] - target))]
            for k in range(len(layers) - 1, -1, -1):
                w, b = layers[k]
                below = values[k]
                back = [0.0] * len(below)
                for j, g in enumerate(grad):
                    if g == 0.0:
                        continue
                    row = w[j]
                    for i, v in enumerate(below):
                        if k > 0:
                            back[i] += g * row[i]
                        if v:
                            row[i] -= rate * (g * v + 0.002 * row[i])
                    b[j] -= rate * g
                grad = [g if v > 0 else 0.0 for g, v in zip(back, below)]
    return layers


# ONNX, that is protocol buffers, by hand.


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def block(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | 2) + varint(len(data)) + data


def tensor(name, dims, values):
    raw = b"".join(struct.pack("<f", v) for v in values)
    return b"".join(number(1, d) for d in dims) + number(2, 1) + block(8, name) + block(9, raw)


def value(name, dims):
    shape = b"".join(block(1, number(1, d)) for d in dims)
    return block(1, name) + block(2, block(1, number(1, 1) + block(2, shape)))


def node(kind, inputs, output, attributes=b""):
    return b"".join(block(1, i) for i in inputs) + block(2, output) + block(4, kind) + attributes


def model(layers):
    transposed = block(5, block(1, "transB") + number(3, 1) + number(20, 2))
    graph = b""
    weights = b""
    x = "applicant"
    for k, (w, b) in enumerate(layers):
        last = k == len(layers) - 1
        y = "logit" if last else f"sum{k}"
        graph += block(1, node("Gemm", [x, f"w{k}", f"b{k}"], y, transposed))
        weights += block(5, tensor(f"w{k}", [len(w), len(w[0])], [v for row in w for v in row]))
        weights += block(5, tensor(f"b{k}", [len(b)], b))
        if not last:
            graph += block(1, node("Relu", [y], f"layer{k}"))
            x = f"layer{k}"
    graph += block(2, "credit") + weights
    graph += block(11, value("applicant", [1, SIZES[0]])) + block(12, value("logit", [1, 1]))
    return number(1, 8) + block(2, "zkml") + block(7, graph) + block(8, number(2, 17))


def main():
    data = load()
    held = data[-HELD_OUT:]
    layers = train(data[:-HELD_OUT])
    error = sum(abs(forward(layers, x)[-1][0] - t) for x, t in held) / len(held)
    spread = sum(abs(t) for _, t in held) / len(held)
    agree = sum((forward(layers, x)[-1][0] > 0) == (t > 0) for x, t in held)
    print(f"held out: mean error {error:.3f} of {spread:.3f}, same side {agree} of {len(held)}")
    (ROOT / "data/models/credit_mlp.onnx").write_bytes(model(layers))


if __name__ == "__main__":
    main()
