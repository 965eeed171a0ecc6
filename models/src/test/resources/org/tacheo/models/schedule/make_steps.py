"""Single steps of diffusers' schedulers on random samples, and lists of timesteps with quirks.

Needs torch 2.13.0 (an x86 build with AVX2), numpy 2.4 and diffusers 0.40.0.dev0. Run from this
folder; writes steps.npz.

PyTorch's square root comes from MKL, which rounds it otherwise on processors of different make (in
0.6 % of all values on one with AVX-512 by Intel, in 16 % on one by AMD). Here it is replaced by the
correctly rounded one, which does not depend on the machine.
"""

import numpy as np
import torch
from diffusers import DDIMScheduler, LCMScheduler



def root(tensor):
    return torch.from_numpy(np.sqrt(tensor.numpy(), out=np.empty(tensor.shape, np.float32)))


power = torch.Tensor.__pow__
torch.Tensor.sqrt = root
torch.Tensor.__pow__ = lambda base, exponent: (
    root(base) if isinstance(exponent, float) and exponent == 0.5 else power(base, exponent)
)
result = {}
BASE = dict(
    num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, steps_offset=1, thresholding=False
)
draw = torch.Generator().manual_seed(9)
sample = torch.randn(1, 4, 4, 4, generator=draw)
output = torch.randn(1, 4, 4, 4, generator=draw)
result["sample"], result["output"] = sample.numpy().ravel(), output.numpy().ravel()


def put(name, step):
    names = ("pred_original_sample", "denoised")
    original = next(getattr(step, n) for n in names if hasattr(step, n))
    result[name + ".previous"] = step.prev_sample.numpy().ravel()
    result[name + ".original"] = original.numpy().ravel()


for kind in ("v_prediction", "epsilon", "sample"):
    for spacing, n in (("leading", 1), ("trailing", 3), ("linspace", 10)):
        for clip in (False, True):
            scheduler = DDIMScheduler(
                **BASE,
                beta_schedule="scaled_linear",
                prediction_type=kind,
                timestep_spacing=spacing,
                clip_sample=clip,
                clip_sample_range=0.8,
                set_alpha_to_one=clip,
            )
            scheduler.set_timesteps(n)
            for i, t in enumerate(scheduler.timesteps):
                put(f"ddim.{kind}.{spacing}.{n}.{int(clip)}.{i}", scheduler.step(output, t, sample))
zero = DDIMScheduler(
    **BASE,
    beta_schedule="scaled_linear",
    prediction_type="v_prediction",
    timestep_spacing="trailing",
    clip_sample=False,
    set_alpha_to_one=False,
    rescale_betas_zero_snr=True,
)
result["zsnr.alpha_bar"] = zero.alphas_cumprod.numpy()
zero.set_timesteps(4)
for i, t in enumerate(zero.timesteps):
    put(f"zsnr.{i}", zero.step(output, t, sample))
lcm = LCMScheduler(
    **BASE,
    beta_schedule="scaled_linear",
    prediction_type="v_prediction",
    clip_sample=False,
    set_alpha_to_one=False,
)
lcm.set_timesteps(4)
noise = torch.Generator().manual_seed(2024)
for i, t in enumerate(lcm.timesteps):
    put(f"lcm.{i}", lcm.step(output, t, sample, generator=noise))
linear = DDIMScheduler(**BASE, beta_schedule="linear")
result["linear.alpha_bar"] = linear.alphas_cumprod.numpy()
for n in (7, 30, 61, 64, 99, 103, 121, 122, 201, 333, 999, 1000):
    for spacing in ("leading", "trailing", "linspace"):
        scheduler = DDIMScheduler(**BASE, timestep_spacing=spacing)
        scheduler.set_timesteps(n)
        result[f"timesteps.{spacing}.{n}"] = scheduler.timesteps.numpy()
np.savez("steps.npz", **result)
