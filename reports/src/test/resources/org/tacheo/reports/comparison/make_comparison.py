# Makes comparison.json: scores of two estimators, and what ComparisonOracleTest must find for them.
# Made with: Python 3.11.7, NumPy 2.4.6. Run in this folder: python make_comparison.py
#
# The draws come from SplitMix64 as published (Steele, Lea, Flood, OOPSLA 2014). Each resample is
# put together image by image and averaged by NumPy: nothing is summed scene by scene beforehand.
import json

import numpy as np

GAMMA = 0x9E3779B97F4A7C15


def draws(seed, scenes, resamples):
    """[resamples, scenes] indices of scenes."""
    step = np.arange(1, scenes * resamples + 1, dtype=np.uint64)
    z = np.uint64(seed % 2**64) + step * np.uint64(GAMMA)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    real = (z >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return np.floor(real * scenes).astype(int).reshape(resamples, scenes)


def expected(case):
    scenes = np.array(case["scenes"])
    a, b = np.array(case["a"]), np.array(case["b"])
    images = [np.flatnonzero(scenes == scene) for scene in range(scenes.max() + 1)]
    table = draws(case["seed"], len(images), case["resamples"])
    drawn = [np.concatenate([images[scene] for scene in row]) for row in table]
    means_a = np.array([a[row].mean() for row in drawn])
    means_b = np.array([b[row].mean() for row in drawn])
    tail = (100 - case["confidence"]) / 2
    bounds = [tail, 100 - tail]
    by_scene = [(a[own].mean(), b[own].mean()) for own in images]
    return {
        "first_draws": table.ravel()[:20].tolist(),
        "mean_a": a.mean(),
        "mean_b": b.mean(),
        "ratio": a.mean() / b.mean(),
        "ratio_interval": np.percentile(means_a / means_b, bounds).tolist(),
        "difference": a.mean() - b.mean(),
        "difference_interval": np.percentile(means_a - means_b, bounds).tolist(),
        "scenes_a_lower": sum(bool(one < other) for one, other in by_scene),
    }


def case(name, rng, sizes, seed, resamples, confidence, gain):
    scenes = np.repeat(np.arange(len(sizes)), sizes)
    effect = np.exp(0.5 * rng.standard_normal(len(sizes)))[scenes]
    a = 0.06 * effect * np.exp(0.3 * rng.standard_normal(len(scenes)))
    b = 0.06 * gain * effect * np.exp(0.3 * rng.standard_normal(len(scenes)))
    order = rng.permutation(len(scenes))
    names = {}
    made = {
        "name": name,
        "seed": seed,
        "resamples": resamples,
        "confidence": confidence,
        # Numbered as they first appear.
        "scenes": [names.setdefault(int(scene), len(names)) for scene in scenes[order]],
        "a": [float(value) for value in a[order]],
        "b": [float(value) for value in b[order]],
    }
    made["expected"] = expected(made)
    return made


def main():
    rng = np.random.default_rng(5)
    cases = [
        case("scenes of unequal size", rng, [1, 5, 2, 9, 3, 1, 4], 1, 1000, 95, 1.2),
        case("images", rng, [1] * 12, -3, 1000, 90, 1.0),
        case("many scenes", rng, rng.integers(1, 4, 40), 2**62 + 12345, 2000, 99, 0.8),
        case("two scenes", rng, [3, 1], 7, 1000, 95, 1.1),
        case("as by default", rng, [2] * 10, 1, 10000, 95, 1.05),
    ]
    with open("comparison.json", "w", newline="\n") as file:
        json.dump(cases, file, indent=None)
        file.write("\n")


main()
