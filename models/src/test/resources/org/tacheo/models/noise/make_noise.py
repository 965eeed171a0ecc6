"""Writes what PyTorch and Python draw for the seeds of the noise tests.

Made with Python 3.11, torch 2.13.0 (CPU, AVX-512), and a checkout of
github.com/VisualComputingInstitute/diffusion-e2e-ft at 4ff5aad. Run in this folder:
    python make_noise.py CHECKOUT

noise.txt   name, then the values as big-endian hexadecimal bits of 32 (64 for Python) bits each;
            large draws as "sha256:" and the digest of their little-endian bytes
"""

import hashlib
import os
import pathlib
import random
import subprocess
import sys

import numpy as np
import torch

HERE = pathlib.Path(__file__).parent
SEEDS = (0, 42, 2024, 2**32 + 42, -5)
SIZES = (1, 2, 5, 15, 16, 17, 31, 32, 33, 100, 27648, 100003, 442368)


def generator(seed):
    return torch.Generator("cpu").manual_seed(seed)


def bits(values):
    array = np.asarray(values)
    if array.size > 200:
        return "sha256:" + hashlib.sha256(array.tobytes()).hexdigest()
    return array.astype(array.dtype.newbyteorder(">")).tobytes().hex()


def draws():
    for seed in SEEDS:
        for n in SIZES:
            yield f"randn/{seed}/{n}", torch.randn(n, generator=generator(seed))
        g = generator(seed)
        for i, n in enumerate((3, 40, 2, 27648, 1, 17, 5)):
            yield f"sequence/{seed}/{i}/{n}", torch.randn(n, generator=g)
        yield f"rand/{seed}/8", torch.rand(8, generator=generator(seed))


def pyramids(checkout):
    sys.path.insert(0, str(pathlib.Path(checkout) / "training"))
    from util.noise import pyramid_noise_like

    for seed in (0, 7, 2024):
        for shape in ((1, 4, 9, 12), (2, 4, 24, 18), (1, 1, 2, 3), (1, 4, 1, 5)):
            torch.manual_seed(seed)
            random.seed(seed)
            noise = pyramid_noise_like(torch.zeros(shape))
            name = f"pyramid/{seed}/" + "x".join(map(str, shape))
            array = noise.numpy().reshape(-1)
            yield name, array.astype(">f4").tobytes().hex()


def pythons():
    for seed in (0, 1, 42, 2024, 2**32 - 1, 2**32, 2**63 - 1, -7):
        r = random.Random(seed)
        values = [r.random() for _ in range(6)] + [r.uniform(2, 4) for _ in range(2)]
        yield f"python/{seed}", bits(np.array(values))
    r = random.Random(3)
    for _ in range(1000):
        r.random()
    yield "python-after-1000/3", bits(np.array([r.random()]))


def main():
    if "--draws" in sys.argv:
        for name, values in draws():
            print(name, bits(values))
        return
    lines = []
    for arithmetic, capability in (("AVX", ""), ("DEFAULT", "default")):
        environment = dict(os.environ)
        environment.pop("ATEN_CPU_CAPABILITY", None)
        if capability:
            environment["ATEN_CPU_CAPABILITY"] = capability
        out = subprocess.run(
            [sys.executable, __file__, "--draws"], env=environment, check=True, capture_output=True, text=True
        ).stdout
        lines += [f"{arithmetic}/{line}" for line in out.splitlines()]
    lines += [f"{name} {value}" for name, value in pythons()]
    lines += [f"{name} {value}" for name, value in pyramids(sys.argv[1])]
    (HERE / "noise.txt").write_text("\n".join(lines) + "\n")


main()
