"""Writes what the schedulers of diffusers compute for the schedule tests.

Made with Python 3.11, torch 2.13.0 (CPU, AVX-512), diffusers 0.42.1, NumPy 2.4.6. Run in this folder:
    python make_schedule.py

schedule.txt   name, then float32 values as big-endian hexadecimal bits, or "sha256:" and the digest
               of their little-endian bytes, or (timesteps) numbers; all-timesteps is the digest of
               a line for each number of steps;
               steps are named by scheduler/prediction/spacing/plain|zsnr/first|one/clip range/steps/index
               and hold the previous samples, then the original samples
"""

import hashlib
import os
import pathlib

# torch.sqrt calls MKL, whose other kernels do not round some roots to nearest, depending on the CPU;
# with them the alpha bars of zero SNR differ in the last bits from machine to machine.
os.environ["MKL_ENABLE_INSTRUCTIONS"] = "AVX2"

import numpy as np  # noqa: E402
import torch  # noqa: E402
from diffusers import DDIMScheduler, LCMScheduler  # noqa: E402

HERE = pathlib.Path(__file__).parent
BETAS = dict(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012)
ELEMENTS = 18
KINDS = {"DDIM": DDIMScheduler, "LCM": LCMScheduler}


def wave(offset):
    """The values that the tests compute as well: a Weyl sequence in [-2, 2)."""
    i = np.arange(offset, offset + ELEMENTS, dtype=np.int64)
    return torch.from_numpy((i * 40503 % 65536).astype(np.float32) / 16384 - 2)


def bits(tensor):
    array = tensor.numpy()
    if array.size > 200:
        return "sha256:" + hashlib.sha256(array.tobytes()).hexdigest()
    return array.astype(">f4").tobytes().hex()


def scheduler(kind, **options):
    defaults = dict(clip_sample=False, set_alpha_to_one=False, beta_schedule="scaled_linear", steps_offset=1)
    return KINDS[kind](**{**BETAS, **defaults, **options})


def lines():
    for spacing in ("leading", "trailing", "linspace"):
        s = scheduler("DDIM", timestep_spacing=spacing)
        text = ""
        # 1000 leading steps begin at timestep 1000, which does not exist
        for n in range(1, 1000 if spacing == "leading" else 1001):
            s.set_timesteps(n)
            text += ",".join(map(str, s.timesteps.tolist())) + "\n"
        yield f"all-timesteps/{spacing.upper()}", hashlib.sha256(text.encode()).hexdigest()
    s = scheduler("LCM")
    for n in range(1, 51):
        s.set_timesteps(n)
        yield f"timesteps/LCM/{n}", ",".join(map(str, s.timesteps.tolist()))
    yield from steps()


def steps():
    predictions = ("epsilon", "sample", "v_prediction")
    for prediction in predictions:
        for spacing, n in (("leading", 1), ("leading", 3), ("trailing", 1), ("trailing", 3), ("linspace", 4)):
            for zero, one, clip in ((False, False, 0), (True, False, 0), (False, True, 0.75), (True, True, 1)):
                yield from run("DDIM", prediction, spacing, zero, one, clip, n)
        for n in (1, 2, 4):
            for zero, one, clip in ((False, False, 0), (True, True, 0.75)):
                yield from run("LCM", prediction, "leading", zero, one, clip, n)
    yield from run("DDIM", "v_prediction", "trailing", False, False, 0, 61)


def run(kind, prediction, spacing, zero, one, clip, n):
    s = scheduler(
        kind,
        prediction_type=prediction,
        timestep_spacing=spacing,
        rescale_betas_zero_snr=zero,
        set_alpha_to_one=one,
        clip_sample=clip > 0,
        clip_sample_range=float(clip) or 1.0,
    )
    s.set_timesteps(n)
    generator = torch.Generator("cpu").manual_seed(5)
    sample = wave(0)
    last = len(s.timesteps) - 1
    for index, t in enumerate(s.timesteps):
        result = s.step(wave(1000 * (index + 1)), t, sample, generator=generator)
        original = result.pred_original_sample if kind == "DDIM" else result.denoised
        if n < 10 or index > last - 2:
            flags = f"{'zsnr' if zero else 'plain'}/{'one' if one else 'first'}/{clip}"
            name = f"step/{kind}/{prediction.upper()}/{spacing.upper()}/{flags}/{n}/{index}"
            yield name, bits(torch.cat([result.prev_sample, original]))
        sample = result.prev_sample


(HERE / "schedule.txt").write_text("".join(f"{key} {value}\n" for key, value in lines()))
