"""What the stages with a UNet share: noise, the objective, and one step at t = 999."""

import numpy as np
import torch
from diffusers.models.attention_processor import AttnProcessor

from mini import losses, networks
from mini.data import Frames

LAST = 999


class Objective:
    """v-prediction on Stable Diffusion 2's schedule."""

    def __init__(self, unet, prompt):
        # Written out, attention runs in bfloat16 on matrix units; the fused one is slower here.
        unet.set_attn_processor(AttnProcessor())
        self.unet = unet
        self.alphas = networks.alphas()
        self.prompt = prompt

    def predict(self, inputs, timesteps):
        prompt = self.prompt.expand(len(inputs), -1, -1)
        with torch.autocast("cpu", torch.bfloat16, enabled=torch.is_grad_enabled()):
            return self.unet(inputs, timesteps, prompt, return_dict=False)[0].float()

    def loss(self, clean, noise, timesteps, condition=None):
        """Mean squared error of v. clean, noise: [B, 4, h, w]; condition: the picture's latent."""
        alpha = self.alphas[timesteps].view(-1, 1, 1, 1)
        noisy = alpha.sqrt() * clean + (1 - alpha).sqrt() * noise
        velocity = alpha.sqrt() * noise - (1 - alpha).sqrt() * clean
        inputs = noisy if condition is None else torch.cat([condition, noisy], 1)
        return torch.nn.functional.mse_loss(self.predict(inputs, timesteps), velocity)

    def from_nothing(self, picture):
        """The clean sample that one step at t = 999 predicts from zeros in place of noise."""
        timesteps = torch.full((len(picture),), LAST)
        velocity = self.predict(torch.cat([picture, torch.zeros_like(picture)], 1), timesteps)
        return -((1 - self.alphas[LAST]) ** 0.5) * velocity


def decoded(vae, latents):
    with torch.autocast("cpu", torch.bfloat16, enabled=torch.is_grad_enabled()):
        return vae.decode(latents / networks.SCALING).sample.float()


def multi_resolution(shape, timesteps, generator):
    """Marigold's annealed noise: draws of strength (0.9 t / 1000)^i, the coarser the weaker.

    Level 0 is a second draw of full size. The power is 1 over the whole batch and not for each sample,
    whose own mean is part of the noise: sampling starts from plain noise, mean and all.
    """
    count, channels, height, width = shape
    noise = torch.randn(shape, generator=generator)
    strength = 0.9 * timesteps.view(-1, 1, 1, 1) / 1000
    h, w = height, width
    for level in range(10):
        ratio = torch.rand((), generator=generator).item() * 2 + 2
        h, w = max(1, int(h / ratio**level)), max(1, int(w / ratio**level))
        coarse = torch.randn((count, channels, h, w), generator=generator)
        grown = torch.nn.functional.interpolate(coarse, (height, width), mode="bilinear")
        noise = noise + strength**level * grown
        if h == 1 or w == 1:
            break
    return noise / noise.std()


class Check:
    """Validation of depth or normals: one step from zeros, in single precision."""

    def __init__(self, frames: Frames, vae, task: str, count: int):
        self.vae, self.task, self.batches = vae, task, []
        for begin in range(0, count, 32):
            index = np.arange(begin, min(begin + 32, count))
            with torch.no_grad():
                mean = vae.encode(torch.from_numpy(frames.rgb(index))).latent_dist.mean
            truth = frames.metres(index) if task == "depth" else frames.normals(index)
            known = torch.from_numpy(frames.known(index))
            self.batches.append((mean * networks.SCALING, torch.from_numpy(truth), known))

    def __call__(self, objective: Objective) -> dict:
        found = []
        for picture, truth, known in self.batches:
            drawn = decoded(self.vae, objective.from_nothing(picture)).clamp(-1, 1)
            if self.task == "depth":
                found.append(losses.abs_rel(drawn.mean(1), truth, known))
            else:
                found.append(losses.mean_angle(drawn, truth, known))
        name = "abs_rel" if self.task == "depth" else "degrees"
        return {name: torch.cat(found).mean().item()}
