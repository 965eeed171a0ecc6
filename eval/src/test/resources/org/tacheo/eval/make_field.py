"""Writes field.txt: what the reference evaluators of depth beside Marigold's give, and exact solutions by other solvers.

Made with torch 2.13.0 (CPU), NumPy 2.4.6, SciPy 1.17.1, scikit-image 0.25.2, Python 3.11, and on the PYTHONPATH
microsoft/MoGe at 0744441, EasternJournalist/utils3d at 3fab839, apple/ml-depth-pro at 9efe5c1 (its folder src/depth_pro/eval).
Run in this folder: python make_field.py. It takes about two minutes.
Floats are written as the hexadecimal of their IEEE bits where they are inputs' images, else with repr of the double.
"""


import numpy as np
import torch
import utils3d
from boundary_metrics import SI_boundary_F1, SI_boundary_Recall
from moge.utils import alignment
from scipy import ndimage, optimize, sparse
from skimage.feature import canny

utils3d.pt.sliding_window_2d = lambda x, window_size, stride, dim: utils3d.pt.sliding_window(
    x, window_size=(window_size, window_size), stride=stride, dim=dim
)


def scene(h, w, quantum, noise_share, inverted=False):
    """Ground truth in metres, a prediction with steps a pixel off, and a mask; integer formulas, the same in any language."""
    y, x = np.mgrid[0:h, 0:w].astype(np.int64)

    def full(x):
        return 400 + (3 * x + 2 * y) % 50 + 150 * ((x // 24 + y // 24) % 2)

    n = (7919 * x + 104729 * y) % 2001 - 1000
    gt = (full(x) / 100).astype(np.float32)
    raw = (full(x + 1) + n * noise_share) / 700
    if inverted:
        raw = 3 - raw
    if quantum:
        raw = np.floor(raw * quantum) / quantum
    pred = raw.astype(np.float32)
    mask = (x * y + x + 3 * y) % 7 != 0
    return gt, pred, mask


SCENES = {
    "golden": (96, 128, 0, 1 / 200),
    "ties": (90, 150, 64, 1 / 20),
    "coarse": (70, 65, 8, 1 / 10),
    "noisy": (130, 100, 0, 1 / 4),
    "inverted": (96, 128, 256, 1 / 50, True),
    "small": (40, 30, 0, 1 / 50),
}


def points(depth, fx, fy):
    """Points of a pinhole camera with its centre in the middle, OpenCV axes, float32 of double."""
    h, w = depth.shape
    y, x = np.mgrid[0:h, 0:w].astype(np.float64)
    d = depth.astype(np.float64)
    return np.stack([(x + 0.5 - w / 2) / fx * d, (y + 0.5 - h / 2) / fy * d, d], axis=-1).astype(np.float32)


def grid(mask):
    lr_mask, lr_index = utils3d.pt.masked_nearest_resize(mask=torch.from_numpy(mask), size=(64, 64), return_index=True)
    return lr_mask, lr_index


def linprog(x, y, w):
    """Exact weighted least absolute deviations as a linear program: r+ - r- = y - s x - t."""
    n = len(x)
    cost = np.concatenate([[0, 0, 0, 0], w, w])
    eye = sparse.identity(n, format="csc")
    line = sparse.csc_matrix(np.stack([x, -x, np.ones(n), -np.ones(n)], axis=1))
    result = optimize.linprog(cost, A_eq=sparse.hstack([line, eye, -eye], format="csc"), b_eq=y, bounds=(0, None), method="highs-ds")
    assert result.status == 0
    s, t = result.x[0] - result.x[1], result.x[2] - result.x[3]
    return s, t, float(np.sum(w * np.abs(s * x + t - y)))


def solver_cases(out):
    for name, parameters in SCENES.items():
        gt, pred, mask = scene(*parameters)
        lr_mask, lr_index = grid(mask)
        rows, columns = lr_index[0][lr_mask].numpy(), lr_index[1][lr_mask].numpy()
        h, w = gt.shape
        order = np.arange(1, len(rows) + 1, dtype=np.int64)
        digest = int(np.sum(order * (rows * w + columns)) % 1000003)
        p, g = torch.from_numpy(pred)[lr_index][lr_mask], torch.from_numpy(gt)[lr_index][lr_mask]
        scale = float(alignment.align_depth_scale(p, g, 1 / g))
        s, t = (float(v) for v in alignment.align_depth_affine(p, g, 1 / g))
        lad = linprog(p.double().numpy(), g.double().numpy(), 1 / g.double().numpy())
        plain = linprog(p.double().numpy(), g.double().numpy(), np.ones(len(p)))
        line = " ".join(str(v) for v in parameters[:3]) + f" {parameters[3]!r} {int(len(parameters) > 4)}"
        out.append(
            f"solver {name} {line} {len(rows)} {digest} {scale!r} {s!r} {t!r} "
            + " ".join(repr(float(v)) for v in (*lad, *plain))
        )


def point_cases(out):
    for name, parameters in SCENES.items():
        gt, pred, mask = scene(*parameters)
        gt_points, pred_points = points(gt, 110.0, 115.0), points(pred, 100.0, 100.0)
        lr_mask, lr_index = grid(mask)
        p, g = torch.from_numpy(pred_points)[lr_index][lr_mask], torch.from_numpy(gt_points)[lr_index][lr_mask]
        weight = 1 / g.norm(dim=-1)
        scale = float(alignment.align_points_scale(p, g, weight))
        # The reference works on all anchors at once; a few at a time need less memory and give the same.
        a, b = anchored(p, g, weight)
        shift = alignment.align_points_xyz_shift(p, g, weight)
        fitted = p.double() * a.double() + b.double()
        loss = float(((fitted - g.double()).abs().sum(-1) * weight.double()).sum())
        out.append(f"points {name} {scale!r} {float(a)!r} " + " ".join(repr(float(v)) for v in (*b, *shift)) + f" {loss!r}")


def anchored(p, g, weight):
    split = alignment.split_batch_fwd
    alignment.split_batch_fwd = lambda fn, chunk_size, *args, **kwargs: split(fn, 64, *args[:3])
    try:
        return alignment.align_points_scale_xyz_shift(p, g, weight)
    finally:
        alignment.split_batch_fwd = split


def boundary_cases(out):
    from moge.test import metrics

    for name, parameters in SCENES.items():
        gt, pred, mask = scene(*parameters)
        scaled = pred * np.float32(6.959775447845459)
        f1 = [metrics.boundary_f1(torch.from_numpy(scaled), torch.from_numpy(gt), torch.from_numpy(mask), radius=r) for r in (1, 2, 3)]
        y, x = np.mgrid[0 : gt.shape[0], 0 : gt.shape[1]]
        matte = ((x // 24 + y // 24) % 2).astype(np.float32)
        out.append(
            f"boundary {name} "
            + " ".join(repr(float(v)) for v in (*f1, SI_boundary_F1(scaled, gt), SI_boundary_Recall(scaled, matte)))
        )


def metric_cases(out):
    from moge.test import metrics

    for name, parameters in SCENES.items():
        gt, pred, mask = scene(*parameters)
        p, g, m = torch.from_numpy(pred * np.float32(7) - np.float32(0.5)), torch.from_numpy(gt), torch.from_numpy(mask)
        pp, gp = torch.from_numpy(points(pred * np.float32(7), 100.0, 100.0)), torch.from_numpy(points(gt, 110.0, 115.0))
        values = (
            metrics.rel_depth(p[m], g[m]),
            metrics.delta1_depth(p[m], g[m]),
            metrics.rel_point(pp[m], gp[m]),
            metrics.delta1_point(pp[m], gp[m]),
        )
        out.append(f"moge {name} " + " ".join(repr(float(v)) for v in values))


def edge_cases(out):
    """Depth boundary errors of iBims-1 as its definition says, over scikit-image and SciPy."""
    for name, parameters in SCENES.items():
        gt, pred, mask = scene(*parameters)
        y, x = np.mgrid[0 : gt.shape[0], 0 : gt.shape[1]]
        annotated = ((x % 24 == 0) & (x > 0)) | ((y % 24 == 0) & (y > 0))
        counted = (x // 40 + y // 40) % 3 != 2
        p = np.where(counted, pred, np.float32(0))
        p = np.where(p == 0, np.float32(np.nan), p)
        p = p - np.nanmin(p)
        p = p / np.nanmax(p)
        edges = canny(p.astype(np.float64), sigma=np.sqrt(2), low_threshold=0.15, high_threshold=0.3)
        d_gt, d_pred = ndimage.distance_transform_edt(~annotated), ndimage.distance_transform_edt(~edges)
        near = edges & (d_gt < 10)
        acc, comp = 10.0, 10.0
        if near.any():
            acc = d_gt[near].sum() / near.sum()
            comp = (np.minimum(d_gt, 10)[edges].sum() + np.minimum(d_pred, 10)[annotated].sum()) / (edges.sum() + annotated.sum())
        order = np.arange(1, edges.size + 1, dtype=np.int64)
        digest = int(np.sum(order * edges.ravel()) % 1000003)
        out.append(f"edges {name} {int(edges.sum())} {digest} {float(d_pred.sum())!r} {float(acc)!r} {float(comp)!r}")


def ratio_cases(out):
    for name, parameters in SCENES.items():
        gt, pred, mask = scene(*parameters)
        p, g = pred[mask].astype(np.float64), gt[mask].astype(np.float64)
        log = np.log(g) - np.log(p)
        design = np.stack([np.log(p), np.ones_like(p)], axis=1)
        s, t = np.linalg.lstsq(design, np.log(g), rcond=None)[0]
        values = (np.median(g) / np.median(p), (p * g).sum() / (p * p).sum(), np.exp(log.mean()), s, t)
        out.append(f"ratio {name} " + " ".join(repr(float(v)) for v in values))


def main():
    out = []
    for cases in (solver_cases, point_cases, boundary_cases, metric_cases, edge_cases, ratio_cases):
        cases(out)
    with open("field.txt", "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
