"""Writes reference.txt: what torch and NumPy give for the building blocks of the marigold-depth protocol.

Made with torch 2.13.0 (CPU), NumPy 2.4.6, tabulate 0.10.0, Python 3.11. Run in this folder: python make_reference.py
Floats are written as the hexadecimal of their IEEE bits, so that nothing is rounded on the way.
"""

import numpy as np
import torch
from tabulate import tabulate


def bits32(value):
    return format(int(np.float32(value).view(np.uint32)), "08x")


def noise(i, a, b):
    """Deterministic integers from -1000 to 1000, the same in any language."""
    return (a * i + b) % 2001 - 1000


def lstsq_cases(out):
    # name, n, x scale, x offset, y = slope * x + intercept + noise
    cases = [
        ("plain", 5000, 1e-3, 0.0, 3.0, 0.5, 1e-2),
        ("inverted", 5000, 1e-3, 2.0, -3.0, 8.0, 1e-2),
        ("offset", 5000, 1e-4, 50.0, 2.0, -90.0, 1e-3),
        ("tiny", 3, 1e-3, 0.0, 1.0, 1.0, 1e-3),
        ("two", 2, 1e-3, 0.5, 1.0, 1.0, 0.0),
        ("one", 1, 1e-3, 0.5, 1.0, 1.0, 0.0),
        ("constant", 1000, 0.0, 0.7, 0.0, 3.0, 1e-2),
        ("zero", 1000, 0.0, 0.0, 0.0, 3.0, 1e-2),
        ("near-constant", 1000, 1e-7, 1.0, 0.0, 3.0, 1e-2),
        ("large", 300000, 1e-3, 0.0, 3.0, 0.5, 1e-2),
        ("large-offset", 300000, 1e-4, 20.0, -2.0, 45.0, 1e-2),
    ]
    for name, n, xs, xo, slope, intercept, ys in cases:
        x = np.array([np.float32(noise(i, 7919, 13) * xs + xo) for i in range(n)], np.float32)
        y = np.array(
            [np.float32(slope * (noise(i, 7919, 13) * xs + xo) + intercept + noise(i, 104729, 7) * ys) for i in range(n)],
            np.float32,
        )
        if name.startswith("large"):
            x[0], y[0] = 1000.0, 0.5  # an outlier, and the first of all
        a = np.stack([x, np.ones_like(x)], axis=-1)
        s, t = np.linalg.lstsq(a, y.reshape(-1, 1), rcond=None)[0]
        out.append(f"lstsq {name} {n} {xs!r} {xo!r} {slope!r} {intercept!r} {ys!r} {bits32(s[0])} {bits32(t[0])}")


def column_cases(out):
    for h, w in [(4032, 6048), (4032, 6205), (2000, 6221), (1000, 2000), (375, 1242), (6048, 4032), (1500, 1025), (1024, 1024), (1030, 700), (1008, 1512)]:
        limit = 1024
        factor = np.min(limit / np.array((h, w)))
        row = torch.arange(w, dtype=torch.float32).reshape(1, 1, w)
        if factor < 1:
            row = torch.nn.Upsample(scale_factor=factor, mode="nearest")(row)
        columns = [int(v) for v in row.flatten()]
        checksum = sum((i + 1) * c for i, c in enumerate(columns)) % 1000000007
        out.append(f"columns {h} {w} {limit} {len(columns)} {checksum} {columns[1]} {columns[len(columns) // 2]} {columns[-1]}")


def kitti_masks(out):
    for h, w in [(375, 1242), (376, 1241), (370, 1224), (374, 1238)]:
        top, left = int(h - 352), int((w - 1216) / 2)
        rows = int(0.3324324 * 352), int(0.91351351 * 352)
        cols = int(0.0359477 * 1216), int(0.96405229 * 1216)
        out.append(f"kitti {h} {w} {top} {left} {rows[0]} {rows[1]} {cols[0]} {cols[1]}")


def depth_ranges(out):
    # A 16-bit value, its divisor, the strict range: does the pixel count? Divided in double, cast to float32, compared in float32.
    for value, divisor, low, high in [(1, 1000, 1e-3, 10), (2, 1000, 1e-3, 10), (9999, 1000, 1e-3, 10), (10000, 1000, 1e-3, 10), (20479, 256, 1e-5, 80), (20480, 256, 1e-5, 80), (0, 256, 1e-5, 80), (1, 256, 1e-5, 80)]:
        g = torch.from_numpy((np.array([value], np.uint16) / float(divisor)).astype(np.float32))
        valid = torch.logical_and(g > low, g < high)
        out.append(f"range {value} {divisor} {low!r} {high!r} {int(valid[0])} {bits32(g.numpy()[0])}")


def float_texts(out):
    values = [0.0, -0.0, 1.0, 10.0, 0.1, 1e-4, 9.999e-5, 1e-5, 123456789012345.0, 1234567890123456.0, 9999999999999998.0, 1e16, 1.5e16, 2.5e-7, 1e22, 1e23, 2.2250738585072014e-308, 1.7976931348623157e308, -0.3, 100.0, 2.0**53, 1 / 3]
    values += [float(np.float32(v)) for v in (0.1, 0.15965886, 6157.0, 1e-5, 38.12424, 16777216.0, 1e-30)]
    for value in values:
        out.append(f"repr {format(int(np.float64(value).view(np.uint64)), '016x')} {value!r}")


NAMES = ["abs_relative_difference", "squared_relative_difference", "rmse_linear", "rmse_log", "log10", "delta1_acc", "delta2_acc", "delta3_acc", "i_rmse", "silog_rmse"]


def report():
    """The two files of two made-up samples, as the reference writes them."""
    samples = [[np.float32(v) for v in row] for row in (
        [0.15965886, 0.10604368, 0.56362814, 0.3814006, 0.07257353, 0.81521904, 0.93267027, 0.9694199, 43.147953, 38.12424],
        [0.03413260, 0.02252280, 0.57677126, 0.07353029, 1e-5, 1.0, 1.0, 1.0, 0.05163318, 7.3525963],
    )]
    csv = "filename," + ",".join(NAMES) + "\n"
    for name, row in zip(["a/pred_1.npy", "b/pred_2.npy"], samples):
        csv += name + "," + ",".join(torch.tensor(v).item().__str__() for v in row) + "\n"
    means = [np.float64(sum(float(row[i]) for row in samples) / 2) for i in range(len(NAMES))]
    text = "Evaluation metrics:\n    of predictions: out/nyu\n    on dataset: nyu_depth_test_full\n    with samples in: lists/nyu.txt\nmin_depth = 0.001\nmax_depth = 10.0\n"
    text += tabulate([NAMES, means])
    return csv, text


def main():
    out = []
    float_texts(out)
    csv, text = report()
    for name, content in (("per_sample_metrics.csv", csv), ("eval_metrics-least_square.txt", text)):
        with open("reference/" + name, "w", newline="") as f:
            f.write(content)
    lstsq_cases(out)
    column_cases(out)
    kitti_masks(out)
    depth_ranges(out)
    with open("reference.txt", "w", newline="\n") as f:
        f.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
