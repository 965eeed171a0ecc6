"""Writes tiny networks and what estimators must make of them, into the folder of this script.

Made with Python 3.11, numpy 2.4.6, onnx 1.23.2, opencv-python-headless 5.0.0, scipy 1.17.1,
torch 2.13.0 (CPU). The pictures before and after the networks are computed here with numpy, OpenCV
and torch as the published scripts of each model do; the networks themselves are a line of numpy.
"""

import os

import cv2
import numpy as np
import onnx
import torch
import torch.nn.functional as F
from onnx import TensorProto, helper, numpy_helper
from scipy.optimize import least_squares

HERE = os.path.dirname(os.path.abspath(__file__))
FLOAT = TensorProto.FLOAT


def save(name, nodes, inputs, outputs, initializers=()):
    graph = helper.make_graph(nodes, name, inputs, outputs, list(initializers))
    model = helper.make_model(
        graph, ir_version=8, opset_imports=[helper.make_opsetid("", 17)], producer_name="tacheo"
    )
    onnx.checker.check_model(model)
    onnx.save(model, os.path.join(HERE, name + ".onnx"))


def value(name, shape, kind=FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def constant(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def picture(seed, height, width):
    """A smooth picture with edges, so that interpolation matters."""
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 256, (7, 9, 3), dtype=np.uint8)
    image = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    image[height // 3 : height // 2, width // 4 : width // 2] = rng.integers(0, 256, 3)
    return image


MEAN = np.array([0.485, 0.456, 0.406])
STD = np.array([0.229, 0.224, 0.225])
golden = {}


# --- relative inverse depth: the mean of the channels, rectified ----------------------------------
save(
    "depth-anything",
    [
        helper.make_node("ReduceMean", ["pixel_values"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("Relu", ["mean"], ["predicted_depth"]),
    ],
    [value("pixel_values", [1, 3, "height", "width"])],
    [value("predicted_depth", [1, "height", "width"])],
)


def depth_anything(image, side=28, multiple=14):
    height, width = image.shape[:2]
    scale = max(side / height, side / width)

    def constrained(extent):
        rounded = int(np.round(scale * extent / multiple) * multiple)
        if rounded < side:
            rounded = int(np.ceil(scale * extent / multiple) * multiple)
        return rounded

    size = constrained(height), constrained(width)
    pixels = cv2.resize(image / 255.0, (size[1], size[0]), interpolation=cv2.INTER_CUBIC)
    pixels = ((pixels - MEAN) / STD).astype(np.float32)
    depth = np.maximum(pixels.mean(axis=2, dtype=np.float32), 0)
    back = F.interpolate(
        torch.from_numpy(depth)[None, None], (height, width), mode="bilinear", align_corners=True
    )
    return back[0, 0].numpy(), size


for name, seed, height, width in [("wide", 1, 40, 57), ("tall", 2, 61, 30), ("tiny", 3, 9, 12)]:
    image = picture(seed, height, width)
    golden[f"anything_{name}_image"] = image
    golden[f"anything_{name}_depth"], size = depth_anything(image)
    golden[f"anything_{name}_size"] = np.array(size, dtype=np.int32)


# --- canonical depth in a padded fixed size: 1 + the mean of the channels / 50 --------------------
METRIC_SIZE = (56, 96)
save(
    "metric3d",
    [
        helper.make_node("ReduceMean", ["image"], ["mean"], axes=[1], keepdims=1),
        helper.make_node("Div", ["mean", "fifty"], ["scaled"]),
        helper.make_node("Add", ["scaled", "one"], ["pred_depth"]),
    ],
    [value("image", [1, 3, *METRIC_SIZE])],
    [value("pred_depth", [1, 1, *METRIC_SIZE])],
    [constant("fifty", np.float32(50)), constant("one", np.float32(1))],
)


def bilinear_bytes(image, height, width):
    """As torchvision without antialiasing: single precision, rounded half to even."""
    pixels = torch.from_numpy(image).permute(2, 0, 1)[None].float()
    return F.interpolate(pixels, (height, width), mode="bilinear")[0].permute(1, 2, 0).round().numpy()


def metric3d(image, fx):
    height, width = image.shape[:2]
    scale = min(METRIC_SIZE[0] / height, METRIC_SIZE[1] / width)
    resized = bilinear_bytes(image, int(height * scale), int(width * scale))
    vertical, horizontal = (METRIC_SIZE[0] - resized.shape[0], METRIC_SIZE[1] - resized.shape[1])
    top, left = vertical // 2, horizontal // 2
    padded = np.empty((*METRIC_SIZE, 3), np.float32)
    padded[:] = np.array([124, 116, 104], np.float32)
    padded[top : top + resized.shape[0], left : left + resized.shape[1]] = resized
    depth = 1 + padded.mean(axis=2, dtype=np.float32) / np.float32(50)
    depth = depth[top : top + resized.shape[0], left : left + resized.shape[1]]
    back = F.interpolate(torch.from_numpy(depth)[None, None], (height, width), mode="bilinear")
    return (back * (fx * scale / 1000.0)).clamp(0, 3)[0, 0].numpy()


for name, seed, height, width, fx in [("wide", 4, 37, 121, 900.0), ("tall", 5, 80, 51, 1500.0)]:
    image = picture(seed, height, width)
    golden[f"metric_{name}_image"] = image
    golden[f"metric_{name}_fx"] = np.float64(fx)
    golden[f"metric_{name}_depth"] = metric3d(image, fx)
    scale = min(METRIC_SIZE[0] / height, METRIC_SIZE[1] / width)
    ours = bilinear_bytes(image, int(height * scale), int(width * scale))
    theirs = cv2.resize(image, (int(width * scale), int(height * scale)), interpolation=cv2.INTER_LINEAR)
    print(name, "OpenCV rounds differently by at most", np.abs(ours - theirs).max(), "of 255")


# --- normals that depend on the picture and on the camera -----------------------------------------
save(
    "dsine",
    [
        helper.make_node("Slice", ["intrins", "zero", "one", "axis"], ["row"]),
        helper.make_node("Reshape", ["row", "shape"], ["column"]),
        helper.make_node("Div", ["column", "hundred"], ["scaled"]),
        helper.make_node("Add", ["image", "scaled"], ["normal"]),
    ],
    [value("image", [1, 3, "height", "width"]), value("intrins", [1, 3, 3])],
    [value("normal", [1, 3, "height", "width"])],
    [
        constant("zero", np.array([0])),
        constant("one", np.array([1])),
        constant("axis", np.array([1])),
        constant("shape", np.array([1, 3, 1, 1])),
        constant("hundred", np.float32(100)),
    ],
)


def dsine(image, camera):
    """camera: fx, fy, cx, cy with the first pixel's centre at 0; None for 60 degrees."""
    height, width = image.shape[:2]
    if camera is None:
        focal = max(height, width) / 2.0 / np.tan(np.deg2rad(60.0 / 2.0))
        camera = (focal, focal, width / 2.0 - 0.5, height / 2.0 - 0.5)
    left = (-width % 32) // 2
    top = (-height % 32) // 2
    pixels = np.zeros((height + -height % 32, width + -width % 32, 3), np.float32)
    pixels[top : top + height, left : left + width] = image.astype(np.float32) / np.float32(255)
    pixels = (pixels - MEAN.astype(np.float32)) / STD.astype(np.float32)
    row = np.array([camera[0], 0, camera[2] + left], np.float32) / np.float32(100)
    normal = (pixels + row)[top : top + height, left : left + width]
    return normal * np.array([-1, 1, 1], np.float32)


image = picture(6, 33, 50)
golden["dsine_image"] = image
golden["dsine_assumed"] = dsine(image, None)
golden["dsine_known"] = dsine(image, (70.0, 71.0, 24.0 - 0.5, 17.0 - 0.5))


# --- points up to a shift, a mask and a scale -----------------------------------------------------
def view_plane(width, height):
    aspect = width / height
    span_x = aspect / (1 + aspect**2) ** 0.5
    span_y = 1 / (1 + aspect**2) ** 0.5
    u = torch.linspace(-span_x * (width - 1) / width, span_x * (width - 1) / width, width)
    v = torch.linspace(-span_y * (height - 1) / height, span_y * (height - 1) / height, height)
    return torch.stack(torch.meshgrid(u, v, indexing="xy"), dim=-1)


def recover(points, mask):
    """points [H, W, 3] float32, mask [H, W] bool: shift, focal length, points before the camera."""
    height, width = mask.shape
    uv = view_plane(width, height)
    nearest = lambda x: F.interpolate(x.permute(2, 0, 1)[None], (64, 64), mode="nearest")[0].permute(1, 2, 0)
    kept = nearest(torch.from_numpy(mask).float()[..., None])[..., 0].numpy() > 0
    small = nearest(torch.from_numpy(points)).numpy()[kept]
    small_uv = nearest(uv).numpy()[kept]
    if len(small_uv) < 2:
        shift, focal = np.float32(0), np.float32(1)
    else:
        xy, z = small[:, :2], small[:, 2]

        def projected(shift):
            plane = xy / (z + shift)[:, None]
            return plane, (plane * small_uv).sum() / np.square(plane).sum()

        def residuals(shift):
            plane, focal = projected(shift)
            return (focal * plane - small_uv).ravel()

        solution = least_squares(residuals, x0=0, ftol=1e-3, method="lm")
        shift = solution["x"].squeeze().astype(np.float32)
        focal = np.float32(projected(shift)[1])
    aspect = width / height
    fx = focal / 2 * (1 + aspect**2) ** 0.5 / aspect
    fy = focal / 2 * (1 + aspect**2) ** 0.5
    depth = points[..., 2] + shift
    u = (np.arange(width) + 0.5) / width
    v = (np.arange(height) + 0.5) / height
    placed = np.stack(
        [(u[None] - 0.5) / fx * depth, (v[:, None] - 0.5) / fy * depth, depth], axis=-1
    )
    return shift, focal, placed.astype(np.float32), mask & (depth > 0)


def scene(seed, height, width, fx, shift, noise):
    """Points of a bumpy wall seen by a camera, with z off by a shift."""
    rng = np.random.default_rng(seed)
    bumps = cv2.resize(rng.random((5, 6)), (width, height), interpolation=cv2.INTER_CUBIC)
    depth = 2.0 + 3.0 * bumps
    u = (np.arange(width) + 0.5 - width / 2) / fx
    v = (np.arange(height) + 0.5 - height / 2) / fx
    points = np.stack([u[None] * depth, v[:, None] * depth, depth - shift], axis=-1)
    points += noise * rng.standard_normal(points.shape)
    return points.astype(np.float32), rng.random((height, width)) > 0.2


for name, arguments in {
    "exact": (7, 24, 32, 28.0, 0.5, 0.0),
    "noisy": (8, 45, 30, 50.0, 1.0, 0.02),
    "behind": (9, 30, 40, 40.0, -1.5, 0.01),
    "large": (10, 40, 66, 100.0, 1.6, 0.005),
}.items():
    points, mask = scene(*arguments)
    if name == "behind":
        points[:5, :5, 2] -= 40
    shift, focal, placed, kept = recover(points, mask)
    print(name, "shift", shift, "focal", focal)
    golden[f"points_{name}"] = points
    golden[f"points_{name}_mask"] = mask.astype(np.uint8)
    golden[f"points_{name}_solution"] = np.array([shift, focal], np.float32)
    golden[f"points_{name}_placed"] = placed
    golden[f"points_{name}_kept"] = kept.astype(np.uint8)

# The red channel is depth, the green one the mask; x and y follow from a camera that is built in.
HEIGHT, WIDTH = 40, 52
grid_u = np.broadcast_to((np.arange(WIDTH, dtype=np.float32) + 0.5 - WIDTH / 2) / 60, (HEIGHT, WIDTH))
grid_v = np.broadcast_to(
    ((np.arange(HEIGHT, dtype=np.float32) + 0.5 - HEIGHT / 2) / 60)[:, None], (HEIGHT, WIDTH)
)
save(
    "moge",
    [
        helper.make_node("Split", ["image"], ["red", "green", "blue"], axis=1),
        helper.make_node("Add", ["red", "one"], ["depth"]),
        helper.make_node("Mul", ["depth", "u"], ["x"]),
        helper.make_node("Mul", ["depth", "v"], ["y"]),
        helper.make_node("Sub", ["depth", "offset"], ["z"]),
        helper.make_node("Concat", ["x", "y", "z"], ["planes"], axis=1),
        helper.make_node("Transpose", ["planes"], ["points"], perm=[0, 2, 3, 1]),
        helper.make_node("Transpose", ["image"], ["normal"], perm=[0, 2, 3, 1]),
        helper.make_node("Squeeze", ["green", "axis"], ["mask"]),
        helper.make_node("Cast", ["num_tokens"], ["tokens"], to=FLOAT),
        helper.make_node("Div", ["tokens", "thousand"], ["ratio"]),
        helper.make_node("Reshape", ["ratio", "single"], ["metric_scale"]),
    ],
    [value("image", [1, 3, HEIGHT, WIDTH]), value("num_tokens", [], TensorProto.INT64)],
    [
        value("points", [1, HEIGHT, WIDTH, 3]),
        value("normal", [1, HEIGHT, WIDTH, 3]),
        value("mask", [1, HEIGHT, WIDTH]),
        value("metric_scale", [1]),
    ],
    [
        constant("one", np.float32(1)),
        constant("offset", np.float32(0.25)),
        constant("thousand", np.float32(1000)),
        constant("u", grid_u),
        constant("v", grid_v),
        constant("axis", np.array([1])),
        constant("single", np.array([1])),
    ],
)
image = picture(11, HEIGHT, WIDTH)
pixels = image.astype(np.float32) / np.float32(255)
depth = pixels[..., 0] + np.float32(1)
points = np.stack([depth * grid_u, depth * grid_v, depth - np.float32(0.25)], axis=-1)
shift, focal, placed, kept = recover(points, pixels[..., 1] > 0.5)
golden["moge_image"] = image
golden["moge_points"] = placed * np.float32(3.6)
golden["moge_kept"] = kept.astype(np.uint8)
golden["moge_normal"] = pixels * np.array([1, -1, -1], np.float32)

np.savez_compressed(os.path.join(HERE, "golden.npz"), **golden)
