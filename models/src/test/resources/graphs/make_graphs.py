"""Writes small networks whose settings differ from those of Stable Diffusion 2, and their outputs.

Made with torch 2.13.0, diffusers 0.42.1, transformers 5.23.0, safetensors and numpy 2.4.6, on a CPU:

    python make_graphs.py

writes *.safetensors and expected.npz into the folder of this script. Weights are stored in single,
half or brain precision; outputs are computed in single precision from what is stored.
"""

import pathlib

import numpy as np
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from safetensors.torch import save_file
from transformers import CLIPTextConfig, CLIPTextModel

HERE = pathlib.Path(__file__).parent
torch.set_num_threads(1)
expected = {}


def numbers(seed, *shape):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def put(name, value):
    expected[name] = np.ascontiguousarray(value.detach().numpy())


def fill(model, seed):
    """Weights of unit gain, norms near 1, biases that are not zero."""
    generator = torch.Generator().manual_seed(seed)
    for name, weight in model.named_parameters():
        with torch.no_grad():
            noise = torch.randn(weight.shape, generator=generator)
            if weight.ndim > 1:
                weight.copy_(noise * weight[0].numel() ** -0.5)
            elif "weight" in name:
                weight.copy_(1 + 0.2 * noise)
            else:
                weight.copy_(0.1 * noise)
    return model.eval()


def store(model, name, dtype):
    """Rounds the weights to a type and stores them in it."""
    rounded = {key: value.to(dtype).contiguous() for key, value in model.state_dict().items()}
    save_file(rounded, HERE / f"{name}.safetensors", metadata={"format": "pt"})
    model.load_state_dict({key: value.float() for key, value in rounded.items()})


def unet(name, dtype, seed, **settings):
    model = fill(
        UNet2DConditionModel(
            sample_size=8,
            block_out_channels=(8, 8, 16),
            down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
            up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
            layers_per_block=1,
            norm_num_groups=4,
            cross_attention_dim=8,
            **settings,
        ),
        seed,
    )
    store(model, name, dtype)
    sample, text = numbers(seed + 1, 2, model.config.in_channels, 7, 10), numbers(seed + 2, 1, 3, 8)
    put(f"{name}.sample", sample)
    put(f"{name}.text", text)
    inputs = {"encoder_hidden_states": text.expand(2, -1, -1)}
    if model.config.class_embed_type:
        # what Lotus gives: sines and cosines of 1 and 0
        labels = torch.tensor([[1.0, 0.0]])
        labels = torch.cat([torch.sin(labels), torch.cos(labels)], dim=-1)
        put(f"{name}.class_labels", labels)
        inputs["class_labels"] = labels.expand(2, -1)
    with torch.no_grad():
        put(f"{name}.output", model(sample, 749, **inputs).sample)


def vae(name, dtype, seed, **settings):
    model = fill(
        AutoencoderKL(
            block_out_channels=(8, 16),
            down_block_types=("DownEncoderBlock2D",) * 2,
            up_block_types=("UpDecoderBlock2D",) * 2,
            layers_per_block=1,
            norm_num_groups=4,
            **settings,
        ),
        seed,
    )
    store(model, name, dtype)
    image = numbers(seed + 1, 1, 3, 14, 19)
    put(f"{name}.image", image)
    with torch.no_grad():
        mean = model.encode(image).latent_dist.mode()
        put(f"{name}.mean", mean)
        put(f"{name}.decoded", model.decode(mean).sample)


def text(name, dtype, seed):
    config = CLIPTextConfig(
        vocab_size=20,
        hidden_size=8,
        intermediate_size=24,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=9,
        hidden_act="quick_gelu",
        bos_token_id=18,
        eos_token_id=19,
        pad_token_id=0,
    )
    model = fill(CLIPTextModel(config), seed)
    store(model, name, dtype)
    ids = torch.tensor([[18, 3, 7, 19, 0]])
    put(f"{name}.ids", ids)
    with torch.no_grad():
        put(f"{name}.embedding", model(ids)[0])


lotus = {
    "in_channels": 4,
    "attention_head_dim": [1, 2, 4],
    "use_linear_projection": True,
    "class_embed_type": "projection",
    "projection_class_embeddings_input_dim": 4,
}
unet("lotus-f32", torch.float32, 10, **lotus)
unet("lotus-f16", torch.float16, 20, **lotus)
unet(
    "projected-by-convolution-bf16",
    torch.bfloat16,
    30,
    in_channels=8,
    attention_head_dim=2,
    use_linear_projection=False,
    flip_sin_to_cos=False,
    freq_shift=1,
)
vae(
    "bare-vae-bf16",
    torch.bfloat16,
    40,
    use_quant_conv=False,
    use_post_quant_conv=False,
    mid_block_add_attention=False,
)
vae("vae-f16", torch.float16, 50)
text("quick-gelu-text-f16", torch.float16, 60)
np.savez(HERE / "expected.npz", **expected)
