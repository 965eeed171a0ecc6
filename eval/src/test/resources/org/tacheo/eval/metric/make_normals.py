"""Writes normals.txt: what torch and NumPy give for the angular errors of surface normals and their metrics.

Made with torch 2.13.0 (CPU), NumPy 2.4.6, Python 3.11. Run in this folder: python make_normals.py
Floats are written as the hexadecimal of their IEEE bits, so that nothing is rounded on the way.
"""

import numpy as np
import torch


def bits32(value):
    return format(int(np.float32(value).view(np.uint32)), "08x")


def bits64(value):
    return format(int(np.float64(value).view(np.uint64)), "016x")


def noise(i, a, b):
    """Deterministic integers from -1000 to 1000, the same in any language."""
    return (a * i + b) % 2001 - 1000


def angles(prediction, truth, channels_last=False):
    """Cosine and degrees, float32 [n], of float32 [n, 3]; one row of an image of batch one.

    Where the channels of an image lie together in memory, torch squares and adds them for the norms in one rounding,
    else in two. DSINE's loaders hand over such images, Marigold's do not.
    """
    rows = (torch.from_numpy(v.reshape(1, 1, -1, 3)).permute(0, 3, 1, 2) for v in (prediction, truth))
    p, g = (v if channels_last else v.contiguous() for v in rows)
    cosine = torch.cosine_similarity(p, g, dim=1)
    degrees = torch.acos(torch.clamp(cosine, min=-1.0, max=1.0)) * 180.0 / np.pi
    return cosine.numpy().ravel(), degrees.numpy().ravel()


def angle_cases(out):
    n = 1200
    prediction = np.array([[noise(i, 7919, 13) / 1000, noise(i, 104729, 7) / 1000, noise(i, 611953, 3) / 1000] for i in range(n)])
    # Errors from thousandths of a degree to anything.
    truth = np.array([prediction[i] + [noise(i, 15485863, c) / 10 ** (3 + i % 4) for c in (1, 2, 3)] for i in range(n)])
    prediction, truth = prediction.astype(np.float32), truth.astype(np.float32)
    for name, channels_last in (("separate", False), ("fused", True)):
        cosine, degrees = angles(prediction, truth, channels_last)
        for i in range(n):
            out.append(f"angle {name} {i} {bits32(cosine[i])} {bits32(degrees[i])}")


def special_cases(out):
    cases = [
        ((0, 0, 0), (0, 0, 1)),
        ((0, 0, 1e-12), (0, 0, 1)),
        ((0, 0, 1e-8), (0, 0, 1)),
        ((1e-30, 0, 0), (1, 0, 0)),
        ((1e30, 0, 0), (1, 0, 0)),
        ((3, 4, 12), (3, 4, 12)),
        ((-3, -4, -12), (3, 4, 12)),
        ((1, 1, 1), (0.1, 0.1, 0.1)),
        ((0, 0, -1), (0, 0, 1)),
        ((1, 0, 0), (0, 1, 0)),
        ((float("nan"), 0, 1), (0, 0, 1)),
        ((float("inf"), 0, 1), (0, 0, 1)),
    ]
    prediction, truth = (np.array([case[k] for case in cases], np.float32) for k in (0, 1))
    _, degrees = angles(prediction, truth)
    for (p, g), value in zip(cases, degrees):
        out.append("special " + " ".join(bits32(v) for v in (*p, *g, value)))


def sum_cases(out):
    for n in (1, 2, 5, 7, 8, 9, 16, 100, 127, 128, 129, 135, 136, 255, 257, 1000, 2730, 30011, 307200):
        values = ((np.arange(n, dtype=np.int64) * 7919 + 13) % 2001 / 37.0).astype(np.float32)
        squares = values * values
        out.append(f"sum {n} {bits32(np.sum(values))} {bits32(np.sum(squares))} {bits32(np.average(values))} {bits32(np.median(values))}")


def picture(k, h=48, w=64):
    """A picture of the golden vectors: prediction and truth, float32 [h * w, 3], and which pixels are valid."""
    y, x = np.mgrid[0:h, 0:w]
    a = (3 * x + 5 * y + 7 * k) % 61 - 30
    b = (7 * x + 2 * y + 5 * k) % 53 - 26
    colour = np.stack([128 + a, 128 + b, np.full_like(a, 230)], -1).astype(np.uint8)
    colour[(x + y + k) % 9 == 0] = 0
    valid = colour.astype(np.int64).sum(-1) > 0
    truth = colour.astype(np.float32) / 255.0 * 2.0 - 1.0
    na = (11 * x + 13 * y + k) % 21 - 10
    nb = (17 * x + 19 * y + 2 * k) % (5 + 16 * (k + 1)) - 8
    prediction = np.stack([(a + na * (k + 1)) / 127.5, (b + nb) / 127.5, np.full(a.shape, 0.8)], -1).astype(np.float32)
    return prediction.reshape(-1, 3), truth.reshape(-1, 3), valid.ravel()


def scores(errors):
    """Mean, median, root mean square and five shares in percent, as NumPy gives them for float32."""
    n = errors.shape[0]
    shares = [100.0 * (np.sum(errors < t) / n) for t in (5, 7.5, 11.25, 22.5, 30)]
    return [np.average(errors), np.median(errors), np.sqrt(np.sum(errors * errors) / n), *shares]


def picture_cases(out):
    # The golden pictures, and larger ones, in which the order of summation shows.
    for name, h, w in (("golden", 48, 64), ("large", 240, 320)):
        pooled = []
        for k in range(3):
            prediction, truth, valid = picture(k, h, w)
            pooled.append(angles(prediction, truth, channels_last=True)[1][valid])
            errors = angles(prediction, truth)[1][valid]
            rounded = [np.round(v, 4) for v in scores(errors)]
            out.append(f"image {name} {k} {h} {w} {errors.shape[0]} " + " ".join(bits64(v) for v in rounded))
        errors = np.concatenate(pooled)
        out.append(f"pooled {name} {h} {w} {errors.shape[0]} " + " ".join(bits64(v) for v in scores(errors)))
        out.append(f"printed {name} " + " ".join(f"{v:.3f}" for v in scores(errors)))


def sign_cases(out):
    prediction, truth, valid = picture(2)
    prediction, truth = prediction[valid], truth[valid]
    for index in range(8):
        flip = np.array([-1.0 if index >> axis & 1 else 1.0 for axis in range(3)], np.float32)
        _, degrees = angles(prediction * flip, truth)
        out.append(f"sign {index} {bits64(np.mean(degrees, dtype=np.float64))}")


lines = []
angle_cases(lines)
special_cases(lines)
sum_cases(lines)
picture_cases(lines)
sign_cases(lines)
with open("normals.txt", "w", encoding="ascii") as file:
    file.write("\n".join(lines) + "\n")
