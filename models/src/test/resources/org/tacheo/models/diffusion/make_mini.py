"""The mini family in PyTorch and diffusers: every normalisation, every network, complete pipelines.

Needs the versions of training/requirements.txt (torch 2.13.0, diffusers 0.42.1). Run from this folder,
with a frame of `tacheo datasets render plain --count 1 --seed 5 --size 96x128`:
  python make_mini.py depth   FRAME/0000/0000000_rgb.png
  python make_mini.py normals FRAME/0000/0000000_rgb.png
Writes mini-depth.npz and mini-normals.npz. Of inner values about 500 are kept, evenly spaced
(`norm.NETWORK.MODULE`), with the largest magnitude of all (`largest.NETWORK.MODULE`).
"""

import sys
from pathlib import Path

import numpy as np
import torch
from diffusers import DDIMScheduler, MarigoldDepthPipeline, MarigoldNormalsPipeline
from PIL import Image

torch.set_num_threads(1)
HERE = Path(__file__).resolve().parent
CHECKPOINTS = HERE.parents[7] / "checkpoints"
KEPT = 500
result = {}


def pipeline(name, spacing):
    kind = MarigoldDepthPipeline if task == "depth" else MarigoldNormalsPipeline
    pipe = kind.from_pretrained(CHECKPOINTS / name, torch_dtype=torch.float32)
    settings = pipe.scheduler.config
    pipe.scheduler = DDIMScheduler.from_config(settings, timestep_spacing=spacing)
    pipe.set_progress_bar_config(disable=True)
    return pipe


def run(key, name, spacing, steps, latents=None):
    seeded = torch.Generator().manual_seed(1234) if latents is None else None
    out = pipeline(name, spacing)(
        picture,
        num_inference_steps=steps,
        processing_resolution=128,
        latents=latents,
        generator=seeded,
        output_type="np",
    )
    result[key] = np.moveaxis(out.prediction[0].astype(np.float32), -1, 0)


def watch(network, title):
    def keep(name):
        def hook(module, inputs, output):
            values = output.detach().numpy().reshape(-1)
            result[f"norm.{title}.{name}"] = values[:: max(1, len(values) // KEPT)].copy()
            result[f"largest.{title}.{name}"] = np.abs(values).max(keepdims=True)

        return hook

    for name, module in network.named_modules():
        if isinstance(module, torch.nn.GroupNorm):
            module.register_forward_hook(keep(name))


@torch.no_grad()
def stages():
    """Each network on what the one before it gives, as the one-step pipeline runs them."""
    pipe = pipeline(f"mini-marigold-{task}", "trailing")
    rgb = torch.from_numpy(np.asarray(picture, np.float32)).permute(2, 0, 1)[None] / 127.5 - 1
    watch(pipe.vae.encoder, "encoder")
    watch(pipe.unet, "unet")
    watch(pipe.vae.decoder, "decoder")
    mean = pipe.vae.encode(rgb).latent_dist.mean
    noise = torch.randn(mean.shape, generator=torch.Generator().manual_seed(1234))
    ids = torch.tensor([[512, 513]])
    text = pipe.text_encoder(ids)[0]
    sample = torch.cat([mean * pipe.vae.config.scaling_factor, noise], 1)
    velocity = pipe.unet(sample, torch.tensor(999), text).sample
    alpha = pipe.scheduler.alphas_cumprod[999]
    clean = alpha.sqrt() * noise - (1 - alpha).sqrt() * velocity
    latent = clean / pipe.vae.config.scaling_factor
    drawn = pipe.vae.decode(latent).sample
    for key, tensor in dict(
        rgb=rgb, mean=mean, text=text, sample=sample, velocity=velocity, latent=latent, drawn=drawn
    ).items():
        result[f"stage.{key}"] = tensor.numpy()


task, frame = sys.argv[1], sys.argv[2]
picture = Image.open(frame).convert("RGB")
result["image"] = np.asarray(picture)
stages()
run("marigold.trailing.1", f"mini-marigold-{task}", "trailing", 1)
run("marigold.leading.1", f"mini-marigold-{task}", "leading", 1)
run("marigold.trailing.4", f"mini-marigold-{task}", "trailing", 4)
run("marigold.leading.50", f"mini-marigold-{task}", "leading", 50)
zeros = torch.zeros(1, 4, picture.height // 8, picture.width // 8)
for start in ("marigold", "sd"):
    run(f"e2e.{start}", f"mini-{start}-e2e-ft-{task}", "trailing", 1, zeros)
np.savez_compressed(HERE / f"mini-{task}.npz", **result)
