# Makes uncertainty_photo.png, and uncertainty_depth.npy and uncertainty_normals.npy, [H, W] in float32: what diffusers' Marigold pipelines
# return for it with output_uncertainty=True, of three members on the miniature checkpoint of the module models. Run in this folder.
# Made with: torch 2.13.0, diffusers 0.42.1, NumPy and Pillow of their day; one thread, x86-64 with AVX2.
import numpy as np
import torch
from diffusers import MarigoldDepthPipeline, MarigoldNormalsPipeline
from PIL import Image

torch.set_num_threads(1)
TINY = "../../../../../../../models/src/test/resources/tiny/marigold-depth-tiny"
depth = MarigoldDepthPipeline.from_pretrained(TINY)
normals = MarigoldNormalsPipeline(
    unet=depth.unet, vae=depth.vae, scheduler=depth.scheduler, text_encoder=depth.text_encoder, tokenizer=depth.tokenizer,
    prediction_type="normals", use_full_z_range=True, default_denoising_steps=4, default_processing_resolution=64)
y, x = np.mgrid[0:40, 0:56]
pixels = np.stack([128 + 100 * np.sin(x / 9 + y / 17), 128 + 100 * np.cos(x / 13 - y / 7), (x * 3 + y * 5) % 256], -1)
image = Image.fromarray(pixels.astype(np.uint8))
image.save("uncertainty_photo.png")
for name, pipeline in (("depth", depth), ("normals", normals)):
    pipeline.set_progress_bar_config(disable=True)
    made = pipeline(
        image, num_inference_steps=2, ensemble_size=3, processing_resolution=48, batch_size=1,
        output_uncertainty=True, output_type="np", generator=torch.Generator("cpu").manual_seed(2024))
    np.save("uncertainty_" + name + ".npy", made.uncertainty[0, :, :, 0])
