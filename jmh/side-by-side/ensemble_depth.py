"""Times the depth ensembling of diffusers on the members that EnsembleBenchmark ensembles.

Measured with torch 2.13.0, diffusers 0.42.1, SciPy 1.17.1. Run: python ensemble_depth.py [THREADS [REPETITIONS]]
"""

import hashlib
import os
import sys
import time

import numpy as np
import scipy.optimize
import torch
from diffusers import MarigoldDepthPipeline

DIGESTS = {
    "near": "27226ebdeed07a1543da460d05d757c4205d0c22c8c8ec3cd31e81f48da356be",
    "far": "6909b82d131b66178d664f4ee8c96837eb876637c2e55460739f4f212c19bb52",
}


def members(offset):
    """Ten members of 576x768: affine images of one map with noise; integers divided by a power of two, the same in any language."""
    y, x = np.mgrid[0:576, 0:768].astype(np.int64)
    base = 3 * np.abs(x % 200 - 100) + 2 * np.abs(y % 160 - 80) + (x + 2 * y) // 4
    maps = []
    for i in range(10):
        noise = (7919 * x + 104729 * y + 15485863 * i) % 2001 - 1000
        maps.append((base * (32 + 3 * (7 * i % 10)) + offset + 300 * (3 * i % 10) + noise).astype(np.float32) / 65536)
    return np.stack(maps)


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else os.cpu_count()
    repetitions = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    torch.set_num_threads(threads)
    plain = scipy.optimize.minimize
    evaluations = []

    def minimize(*arguments, **options):
        result = plain(*arguments, **options)
        evaluations.append(result.nfev)
        return result

    scipy.optimize.minimize = minimize
    for name, offset in (("near", 1500), ("far", 14000)):
        maps = members(offset)
        digest = hashlib.sha256(maps.astype("<f4").tobytes()).hexdigest()
        assert digest == DIGESTS[name], digest
        depth = torch.from_numpy(maps)[:, None]
        for reduction in ("median", "mean"):
            seconds, processor = [], []
            for _ in range(repetitions):
                start, began = time.perf_counter(), time.process_time()
                MarigoldDepthPipeline.ensemble_depth(depth, reduction=reduction)
                seconds.append(time.perf_counter() - start)
                processor.append(time.process_time() - began)
            print(
                f"{name} {reduction}: least {min(seconds):.3f} s, median {np.median(seconds):.3f} s of {repetitions},"
                f" processor {min(processor):.3f} s, {evaluations[-1]} evaluations, {threads} threads, load {os.getloadavg()[0]:.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
