"""Complete pipelines of the Marigold, E2E-FT and Lotus repositories, run on the miniature checkpoint.

Needs torch 2.13.0, torchvision 0.28.0, diffusers 0.40.0.dev0, transformers 5.18 or later, numpy,
pillow, matplotlib, and checkouts of
  https://github.com/prs-eth/Marigold                            (revision b1dffaa)
  https://github.com/VisualComputingInstitute/diffusion-e2e-ft    (revision 4ff5aad)
  https://github.com/EnVision-Research/Lotus                      (revision b737e12)
Run from this folder:
  python make_profiles.py marigold CHECKOUT/Marigold
  python make_profiles.py e2e CHECKOUT/diffusion-e2e-ft/Marigold
  python make_profiles.py lotus CHECKOUT/Lotus
  python make_profiles.py diffusers .
Each writes one .npz; the images are those of tiny/golden.npz. The batch size is 1, as both scripts
choose it without a GPU. For Lotus it also writes two small networks of its kind, and takes the mean
of the latent's distribution where the repository draws from it.
"""

import random
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image

torch.set_num_threads(1)
HERE = Path(__file__).resolve().parent
TINY = HERE.parents[3] / "tiny"
CHECKPOINT = str(TINY / "marigold-depth-tiny")
golden = np.load(TINY / "golden.npz")
LARGE = Image.fromarray(golden["image_u8"])
SMALL = Image.fromarray(golden["image2_u8"])
result = {}


def marigold():
    from diffusers import DDIMScheduler
    from marigold import MarigoldDepthPipeline, MarigoldNormalsPipeline

    def parts(spacing):
        whole = MarigoldDepthPipeline.from_pretrained(CHECKPOINT)
        scheduler = DDIMScheduler.from_pretrained(
            CHECKPOINT, subfolder="scheduler", timestep_spacing=spacing
        )
        return dict(
            unet=whole.unet,
            vae=whole.vae,
            scheduler=scheduler,
            text_encoder=whole.text_encoder,
            tokenizer=whole.tokenizer,
        )

    def run(name, kind, spacing, image, steps, members, resolution, method="bilinear", match=True):
        pipe = kind(**parts(spacing))
        pipe.set_progress_bar_config(disable=True)
        if kind is MarigoldDepthPipeline:
            pipe.scale_invariant = True
            pipe.shift_invariant = True
        extra = dict(color_map=None) if kind is MarigoldDepthPipeline else {}
        out = pipe(
            image,
            denoising_steps=steps,
            ensemble_size=members,
            processing_res=resolution,
            match_input_res=match,
            resample_method=method,
            generator=torch.Generator("cpu").manual_seed(2024),
            show_progress_bar=False,
            **extra,
        )
        result[name] = out.depth_np if kind is MarigoldDepthPipeline else out.normals_np

    depth, normals = MarigoldDepthPipeline, MarigoldNormalsPipeline
    run("depth.native.trailing.1", depth, "trailing", SMALL, 1, 1, 0)
    run("depth.64.leading.4", depth, "leading", LARGE, 4, 1, 64)
    run("depth.64.leading.1", depth, "leading", LARGE, 1, 1, 64)
    run("depth.48.bicubic.trailing.2", depth, "trailing", LARGE, 2, 1, 48, "bicubic")
    run("depth.100.nearest.trailing.1", depth, "trailing", SMALL, 1, 1, 100, "nearest")
    run("depth.64.ensemble3.trailing.2", depth, "trailing", LARGE, 2, 3, 64)
    run("normals.64.trailing.2", normals, "trailing", LARGE, 2, 1, 64)
    run("normals.native.trailing.1", normals, "trailing", SMALL, 1, 1, 0)
    run("normals.64.ensemble3.trailing.1", normals, "trailing", LARGE, 1, 3, 64)


def e2e():
    from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
    from marigold import MarigoldPipeline
    from transformers import CLIPTextModel, CLIPTokenizer

    def run(name, image, steps, members, resolution, noise, normals, spacing="trailing"):
        pipe = MarigoldPipeline(
            unet=UNet2DConditionModel.from_pretrained(CHECKPOINT, subfolder="unet"),
            vae=AutoencoderKL.from_pretrained(CHECKPOINT, subfolder="vae"),
            scheduler=DDIMScheduler.from_pretrained(
                CHECKPOINT, subfolder="scheduler", timestep_spacing=spacing
            ),
            text_encoder=CLIPTextModel.from_pretrained(CHECKPOINT, subfolder="text_encoder"),
            tokenizer=CLIPTokenizer.from_pretrained(CHECKPOINT, subfolder="tokenizer"),
        )
        random.seed(2024)
        torch.manual_seed(2024)
        out = pipe(
            image,
            denoising_steps=steps,
            ensemble_size=members,
            processing_res=resolution,
            color_map=None,
            show_progress_bar=False,
            noise=noise,
            normals=normals,
        )
        result[name] = out.normal_np if normals else out.depth_np

    run("depth.native.zeros.1", SMALL, 1, 1, 0, "zeros", False)
    run("depth.64.zeros.1", LARGE, 1, 1, 64, "zeros", False)
    run("depth.64.gaussian.3", LARGE, 3, 1, 64, "gaussian", False)
    run("depth.64.pyramid.1", LARGE, 1, 1, 64, "pyramid", False)
    run("depth.64.leading.2", LARGE, 2, 1, 64, "gaussian", False, "leading")
    run("normals.native.zeros.1", SMALL, 1, 1, 0, "zeros", True)
    run("normals.64.zeros.1", LARGE, 1, 1, 64, "zeros", True)
    run("normals.64.gaussian.ensemble3.1", LARGE, 1, 3, 64, "gaussian", True)


def diffusers():
    """What tiny/golden.npz lacks: z over half its range, and depth known up to a scale alone."""
    from diffusers import DDIMScheduler, MarigoldDepthPipeline, MarigoldNormalsPipeline

    def run(name, kind, members, **flags):
        parts = MarigoldDepthPipeline.from_pretrained(CHECKPOINT).components
        parts["scheduler"] = DDIMScheduler.from_pretrained(CHECKPOINT, subfolder="scheduler")
        pipe = kind(**parts, **flags)
        pipe.set_progress_bar_config(disable=True)
        out = pipe(
            LARGE,
            num_inference_steps=1,
            ensemble_size=members,
            processing_resolution=64,
            generator=torch.Generator("cpu").manual_seed(2024),
        )
        result[name] = np.moveaxis(out.prediction[0], -1, 0)

    run("normals.half-z", MarigoldNormalsPipeline, 1, use_full_z_range=False)
    run("depth.scale", MarigoldDepthPipeline, 3, scale_invariant=True, shift_invariant=False)


def lotus():
    import types

    from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel

    sys.modules.setdefault("tensorboard", types.ModuleType("tensorboard"))
    from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
    from pipeline import LotusDPipeline, LotusGPipeline
    from transformers import CLIPTextModel, CLIPTokenizer

    DiagonalGaussianDistribution.sample = lambda self, generator=None: self.mode()

    def network(name, channels):
        torch.manual_seed(3)
        unet = UNet2DConditionModel(
            sample_size=96,
            in_channels=channels,
            out_channels=4,
            down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
            up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3,
            block_out_channels=(8, 8, 8, 8),
            layers_per_block=1,
            norm_num_groups=4,
            cross_attention_dim=16,
            attention_head_dim=[1, 2, 2, 2],
            use_linear_projection=True,
            class_embed_type="projection",
            projection_class_embeddings_input_dim=4,
        )
        with torch.no_grad():
            for parameter in unet.parameters():
                if parameter.ndim == 1:
                    parameter.add_(0.1 * torch.randn(parameter.shape))
                else:
                    parameter.copy_(
                        torch.randn(parameter.shape) * 1.2 / parameter[0].numel() ** 0.5
                    )
        unet.save_pretrained(HERE / name)
        return unet.eval()

    task = torch.tensor([[1.0, 0.0]])
    task = torch.cat([torch.sin(task), torch.cos(task)], dim=-1)

    def run(name, kind, unet, image, resolution):
        pipe = kind(
            unet=unet,
            vae=AutoencoderKL.from_pretrained(CHECKPOINT, subfolder="vae"),
            scheduler=DDIMScheduler.from_pretrained(CHECKPOINT, subfolder="scheduler"),
            text_encoder=CLIPTextModel.from_pretrained(CHECKPOINT, subfolder="text_encoder"),
            tokenizer=CLIPTokenizer.from_pretrained(CHECKPOINT, subfolder="tokenizer"),
            safety_checker=None,
            feature_extractor=None,
            requires_safety_checker=False,
        )
        rgb = torch.from_numpy(np.array(image)).permute(2, 0, 1)[None].float() / 255.0 * 2.0 - 1.0
        out = pipe(
            rgb_in=rgb,
            prompt="",
            num_inference_steps=1,
            generator=torch.Generator("cpu").manual_seed(2024),
            output_type="np",
            timesteps=[999],
            task_emb=task,
            processing_res=resolution,
        ).images[0]
        result["depth." + name] = out.mean(axis=-1)
        result["normals." + name] = np.moveaxis(out * 2 - 1, -1, 0)

    deterministic = network("lotus-unet-d", 4)
    generative = network("lotus-unet-g", 8)
    run("d.native", LotusDPipeline, deterministic, SMALL, 0)
    run("d.64", LotusDPipeline, deterministic, LARGE, 64)
    run("g.64", LotusGPipeline, generative, LARGE, 64)


sys.path.insert(0, sys.argv[2])
{"marigold": marigold, "e2e": e2e, "lotus": lotus, "diffusers": diffusers}[sys.argv[1]]()
np.savez(HERE / f"{sys.argv[1]}.npz", **{k: np.asarray(v, np.float32) for k, v in result.items()})
for key, value in result.items():
    print(key, value.shape, float(np.abs(value).mean()))
