"""Writes what the training losses give on small arrays, for the tests of the Java metrics.

    python make_losses.py > ../eval/src/test/resources/org/tacheo/eval/metric/losses.txt

Made with the versions of requirements.txt. Every number is the hexadecimal of a float32's bits; lines
are `depth K what values...` and `normals K what values...`, pictures row by row (normals: x y z of each
pixel), masks as 0 and 1.
"""

import sys

import numpy as np
import torch

from mini import losses

HEIGHT, WIDTH, COUNT = 12, 16, 3


def line(sort: str, k: int, what: str, values) -> None:
    bits = np.asarray(values, np.float32).reshape(-1).view(np.uint32)
    sys.stdout.write(" ".join([sort, str(k), what, *(f"{b:08x}" for b in bits)]) + "\n")


def main() -> None:
    random = np.random.default_rng(20260101)
    metres = (0.5 + 9 * random.random((COUNT, HEIGHT, WIDTH)) ** 2).astype(np.float32)
    drawn = np.tanh(0.3 * metres - 1 + 0.2 * random.standard_normal(metres.shape)).astype(np.float32)
    mask = random.random(metres.shape) < 0.8
    as_tensors = [torch.from_numpy(a) for a in (drawn, metres, mask)]
    relative = losses.abs_rel(*as_tensors)
    for k in range(COUNT):
        one = [a[k : k + 1] for a in as_tensors]
        for what, values in zip(("prediction", "truth", "mask"), (drawn, metres, mask)):
            line("depth", k, what, values[k])
        line("depth", k, "affine_invariant", [losses.affine_invariant(*one).item()])
        line("depth", k, "abs_rel", [relative[k].item()])
    truth = random.standard_normal((COUNT, 3, HEIGHT, WIDTH)).astype(np.float32)
    truth /= np.sqrt((truth**2).sum(1, keepdims=True))
    away = (truth + 0.4 * random.standard_normal(truth.shape)).astype(np.float32)
    as_tensors = [torch.from_numpy(a) for a in (away, truth, mask)]
    angles = losses.mean_angle(*as_tensors)
    for k in range(COUNT):
        one = [a[k : k + 1] for a in as_tensors]
        for what, values in zip(("prediction", "truth"), (away, truth)):
            line("normals", k, what, np.moveaxis(values[k], 0, -1))
        line("normals", k, "mask", mask[k])
        line("normals", k, "angular", [losses.angular(*one).item()])
        line("normals", k, "mean_angle", [angles[k].item()])


if __name__ == "__main__":
    main()
