"""Ground truth through the autoencoder of the miniature checkpoint, by diffusers, SciPy and NumPy.

Made with: torch 2.13.0, diffusers 0.40.0.dev0 (58eb52c), scipy 1.17.1, numpy 2.4.6; one thread.
Run from this folder: python make_ceiling.py
Writes ceiling.npz: quantiles of several sets of numbers; a map of depth and one of normals with
holes, whose known pixels form a rectangle, so that no two are equally near to a hole; what fills
them; and what is left of them after resizing, padding, encoding, decoding and resizing back as the
pipelines of diffusers do it.
"""

from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL
from diffusers.pipelines.marigold import MarigoldImageProcessor, MarigoldNormalsPipeline
from scipy.ndimage import distance_transform_edt

torch.set_num_threads(1)
HERE = Path(__file__).resolve().parent
CHECKPOINT = HERE.parents[3] / "tiny" / "marigold-depth-tiny"
vae = AutoencoderKL.from_pretrained(CHECKPOINT, subfolder="vae").eval()
processor = MarigoldImageProcessor(
    vae_scale_factor=8, do_normalize=False, do_range_check=False
)
result = {}
rng = np.random.default_rng(11)

for i, n in enumerate((1, 2, 3, 26, 51, 1000)):
    numbers = np.sort(rng.lognormal(1, 1, n).astype(np.float32))
    result[f"quantile.{i}.numbers"] = numbers
    result[f"quantile.{i}.values"] = np.quantile(numbers.astype(np.float64), [0.02, 0.98])

H, W = 37, 52
y, x = np.mgrid[0:H, 0:W]
known = (y >= 3) & (y < H - 5) & (x >= 6) & (x < W - 4)
nearest = distance_transform_edt(~known, return_distances=False, return_indices=True)
result["valid"] = known.astype(np.uint8)


def through(planes, resolution):
    """[1, 3, H, W] to what the decoder makes of it, without padding."""
    image, padding, original = processor.preprocess(
        planes, resolution, "bilinear", torch.device("cpu"), torch.float32
    )
    with torch.no_grad():
        decoded = vae.decode(vae.encode(image).latent_dist.mode()).sample
    return processor.unpad_image(decoded, padding), original


def back(decoded, original):
    return processor.resize_antialias(decoded, original, "bilinear", is_aa=False)


depth = (3 + 2 * np.sin(x / 9 + y / 17) + y / 20 + 0.2 * rng.standard_normal((H, W))).astype(
    np.float32
)
depth[~known] = rng.choice([0, 81, 200], (~known).sum())
filled = depth[tuple(nearest)]
low, high = np.quantile(depth[known].astype(np.float64), [0.02, 0.98])
drawn = np.clip((filled - low) / (high - low) * 2 - 1, -1, 1).astype(np.float32)
result["depth.metres"] = depth
result["depth.drawn"] = drawn
for resolution in (0, 64, 24):
    planes = torch.from_numpy(drawn)[None, None].repeat(1, 3, 1, 1)
    decoded, original = through(planes, resolution)
    mean = (decoded.mean(dim=1, keepdim=True).clip(-1, 1) + 1) / 2
    result[f"depth.{resolution}"] = back(mean, original)[0, 0].numpy()

vectors = np.stack([np.sin(x / 7), np.cos(y / 5 + x / 30), 0.4 + 0 * x], -1)
vectors = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
vectors = np.round(vectors * 127.5) / 127.5  # as bytes hold them: not quite of length 1
vectors[~known] = 0
vectors = vectors.astype(np.float32)
result["normals.vectors"] = vectors
for name, signs in (("opengl", (1, 1, 1)), ("dsine", (-1, 1, 1))):
    signs = np.array(signs, np.float32)
    drawn = vectors[tuple(nearest)] * signs
    drawn = drawn / np.linalg.norm(drawn, axis=-1, keepdims=True)
    planes = torch.from_numpy(drawn.transpose(2, 0, 1).copy())[None]
    for resolution in (0, 64):
        decoded, original = through(planes, resolution)
        units = MarigoldNormalsPipeline.normalize_normals(torch.clip(decoded, -1, 1))
        units = MarigoldNormalsPipeline.normalize_normals(back(units, original))
        shortest = decoded.clip(-1, 1).norm(dim=1).min()
        print(name, resolution, "shortest decoded vector", float(shortest))
        result[f"normals.{name}.{resolution}"] = units[0].numpy().transpose(1, 2, 0) * signs
for name, values in result.items():
    result[name] = np.ascontiguousarray(values)
np.savez(HERE / "ceiling.npz", **result)
