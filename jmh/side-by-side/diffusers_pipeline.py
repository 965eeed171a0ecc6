"""Times diffusers' own Marigold pipeline on the CPU, stage by stage, beside docs/speed.md's numbers.

Needs torch 2.13.0 (CPU), diffusers 0.40.0.dev0, transformers, numpy, pillow.

  python diffusers_pipeline.py CHECKPOINT IMAGE --steps 1 --members 1 --resolution 768 \
      --threads 2 --repeat 3 --out reference.npy

CHECKPOINT is a diffusers folder, IMAGE any photograph. Prints a line for each repetition: seconds of
wall clock in all, of processor time, and of wall clock in the VAE encoder, the UNet, the VAE decoder and the rest; then peak resident
memory. The text encoder runs before the first repetition. --out keeps the last prediction.
"""

import argparse
import resource
import time

import numpy as np
import torch
from diffusers import DDIMScheduler, MarigoldDepthPipeline
from PIL import Image

parser = argparse.ArgumentParser()
parser.add_argument("checkpoint")
parser.add_argument("image")
parser.add_argument("--steps", type=int, default=1)
parser.add_argument("--members", type=int, default=1)
parser.add_argument("--resolution", type=int, default=768)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--repeat", type=int, default=3)
parser.add_argument("--seed", type=int, default=1234)
parser.add_argument("--spacing", default="trailing")
parser.add_argument("--out")
arguments = parser.parse_args()

torch.set_num_threads(arguments.threads)
pipe = MarigoldDepthPipeline.from_pretrained(arguments.checkpoint, dtype=torch.float32)
pipe.scheduler = DDIMScheduler.from_config(
    pipe.scheduler.config, timestep_spacing=arguments.spacing
)
pipe.set_progress_bar_config(disable=True)
spent = {}


def clock(owner, name, stage):
    inner = getattr(owner, name)

    def timed(*args, **kwargs):
        start = time.perf_counter()
        try:
            return inner(*args, **kwargs)
        finally:
            spent[stage] = spent.get(stage, 0) + time.perf_counter() - start

    setattr(owner, name, timed)


clock(pipe.vae, "encode", "encode")
clock(pipe.vae, "decode", "decode")
clock(pipe.unet, "forward", "denoise")
image = Image.open(arguments.image).convert("RGB")
tokens = pipe.tokenizer(
    "", padding="do_not_pad", max_length=77, truncation=True, return_tensors="pt"
)
with torch.no_grad():
    pipe.empty_text_embedding = pipe.text_encoder(tokens.input_ids)[0]
for _ in range(arguments.repeat):
    spent.clear()
    start = time.perf_counter()
    processor = time.process_time()
    output = pipe(
        image,
        num_inference_steps=arguments.steps,
        ensemble_size=arguments.members,
        processing_resolution=arguments.resolution,
        generator=torch.Generator("cpu").manual_seed(arguments.seed),
    )
    total = time.perf_counter() - start
    processor = time.process_time() - processor
    stages = " ".join(f"{name} {seconds:.3f}" for name, seconds in spent.items())
    print(f"total {total:.3f} processor {processor:.3f} {stages} rest {total - sum(spent.values()):.3f}", flush=True)
print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")
if arguments.out:
    np.save(arguments.out, output.prediction[0, ..., 0])
