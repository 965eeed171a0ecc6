"""Makes published.npz: what the published ensembling codes and SciPy's BFGS give, beside ensemble.npz.

Made with torch 2.13.0 (CPU, one thread, x86-64 with AVX-512), diffusers 0.40.0.dev0 (58eb52c), and NumPy 1.26.4 (on which diffusion-e2e-ft insists)
with SciPy 1.14.1; on the PYTHONPATH prs-eth/Marigold at b1dffaa as "marigold_repo" and VisualComputingInstitute/diffusion-e2e-ft at 4ff5aad as
"e2e_ft" (its Marigold/marigold/util/ensemble.py and GeoWizard/geowizard/utils/normal_ensemble.py). Run in this folder.
"""

import numpy as np
import scipy.optimize
import torch
from diffusers import MarigoldDepthPipeline
from e2e_ft import ensemble as v0
from e2e_ft import normal_ensemble as geowizard
from marigold_repo.marigold.util import ensemble as repo
from scipy.optimize import _linesearch

torch.set_num_threads(1)
out = {}


def members(seed, n, h, w, low, scale, noise):
    """Affine images of one smooth map with noise, cut to [0, 1]. Small "low": shifts within 0.25 of 0, where differences move them."""
    rng = np.random.RandomState(seed)
    y, x = np.mgrid[0:h, 0:w]
    truth = 0.5 + 0.25 * np.sin(x / 11) * np.cos(y / 9) + 0.2 * (y / h)
    s = 1 + 0.15 * rng.randn(n)
    t = 0.05 * rng.randn(n)
    maps = [np.clip(s[i] * truth * scale + t[i] + low + noise * rng.randn(h, w), 0, 1) for i in range(n)]
    return np.stack(maps).astype(np.float32)


def spied(module, call):
    """The call's result and the optimiser's."""
    found = []
    plain = scipy.optimize.minimize

    def minimize(f, x, **options):
        found.append(plain(f, x, **options))
        return found[-1]

    targets = [t for t in (scipy.optimize, module) if hasattr(t, "minimize")]
    for target in targets:
        target.minimize = minimize
    try:
        result = call()
    finally:
        for target in targets:
            target.minimize = plain
    return [r.numpy() for r in result], found[0]


def keep(name, result, optimum):
    out[name + ".pred"], out[name + ".unc"] = (r.reshape(r.shape[-2:]) for r in result)
    out[name + ".x"] = optimum.x.astype(np.float64)
    out[name + ".fun"] = np.float64(optimum.fun)
    out[name + ".nit"] = np.int64(optimum.nit)
    print(name, optimum.nit, optimum.nfev, optimum.message)


still = members(0, 5, 28, 40, 0.1, 0.6, 0.01)
moving = members(3, 4, 28, 40, -0.15, 0.9, 0.02)
long = members(5, 2, 2, 1100, 0.3, 0.4, 0.01)
odd = members(8, 2, 2, 1122, 0.3, 0.4, 0.01)
out.update(still=still, moving=moving, long=long, odd=odd)
for reduction in ("median", "mean"):
    for name, maps in (("still", still), ("moving", moving)):
        r = v0.ensemble_depths(torch.tensor(maps), reduction=reduction)
        keep(f"v0.{name}.{reduction}", *spied(v0, lambda: v0.ensemble_depths(torch.tensor(maps), reduction=reduction)))
for name, maps in (("still", still), ("moving", moving), ("long", long), ("odd", odd)):
    d = torch.tensor(maps)[:, None]
    keep(f"diffusers.{name}", *spied(None, lambda: MarigoldDepthPipeline.ensemble_depth(d, output_uncertainty=True)))
    keep(f"marigold.{name}", *spied(None, lambda: repo.ensemble_depth(d, output_uncertainty=True)))
d = torch.tensor(moving[:, :, ::-1].copy())[:, None]
keep("diffusers.mirrored", *spied(None, lambda: MarigoldDepthPipeline.ensemble_depth(d, output_uncertainty=True)))

def normals(seed, towards, spreads):
    """Unit vectors around a direction, each member with its own spread."""
    rng = np.random.RandomState(seed)
    n = np.stack([np.array(towards)[:, None, None] + spread * rng.randn(3, 8, 11) for spread in spreads])
    return (n / np.linalg.norm(n, axis=1, keepdims=True)).astype(np.float32)


# Leftward normals lie on both sides of where azimuths jump; "close" ones within the angle whose cosine the code cuts at 0.999.
facing = {"front": normals(7, (0, 0, 1), (0.3, 0.3, 0.1, 0.2)), "left": normals(8, (-1, 0, 0.3), (0.3, 0.2, 0.3, 0.2, 0.3))}
facing["close"] = normals(9, (0.3, 0.2, 1), (0.001, 0.001, 0.0005))
for name, n in facing.items():
    chosen = geowizard.ensemble_normals(torch.tensor(n)).numpy()
    out[f"geowizard.{name}"], out[f"geowizard.{name}.pred"] = n, chosen
    print(name, [np.abs(chosen - m).max() < 1e-4 for m in n])


def rosenbrock(x):
    return sum(100.0 * (x[i + 1] - x[i] * x[i]) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))


def slope(x):
    g = np.zeros(len(x))
    for i in range(len(x) - 1):
        r = x[i + 1] - x[i] * x[i]
        g[i] += -400.0 * x[i] * r - 2 * (1 - x[i])
        g[i + 1] += 200.0 * r
    return g


def stepped(x):
    """Rosenbrock's valley in steps of 1/64, which line searches stumble over."""
    return np.floor(64 * rosenbrock(x)) / 64


start = np.array([-1.2, 1.0, 0.5, -0.3])
for name, f in (("smooth", rosenbrock), ("stepped", stepped)):
    for iterations in (1, 2, 5, 40):
        r = scipy.optimize.minimize(f, start, jac=slope, method="BFGS", tol=1e-6, options={"maxiter": iterations})
        key = f"bfgs.{name}.{iterations}"
        out[key + ".x"], out[key + ".nit"], out[key + ".fun"] = r.x, np.int64(r.nit), np.float64(r.fun)
        print(key, r.nit, r.nfev, r.fun, r.message)

# SciPy's second line search alone, on -x + factor * x^power from 0: the first step is 1.01 * 2 * before, at most 1; NaN is a failure.
steps = []
for before in (0.6, 0.05):
    for factor in (1e-3, 1e-2, 0.1, 10.0, 100.0, 1e3, 1e4, 1e6):
        for power in (2, 3, 4, 6, 8, 10):
            found = _linesearch.line_search_wolfe2(
                lambda x: float(-x[0] + factor * x[0] ** power),
                lambda x: np.array([-1 + factor * power * x[0] ** (power - 1)]),
                np.zeros(1), np.ones(1), np.array([-1.0]), 0.0, before, c1=1e-4, c2=0.9, amax=1e100,
            )[0]
            steps.append([min(1.0, 1.01 * 2 * before), factor, power, np.nan if found is None else found])
out["wolfe"] = np.array(steps)
np.savez_compressed("published.npz", **out)
