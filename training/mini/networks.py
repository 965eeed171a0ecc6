"""The networks of the mini family, and the diffusers folders that they are kept in.

All sizes are Stable Diffusion 2's scheme in small: an autoencoder of factor 8 with 4 latent channels,
a UNet with cross attention and linear projections, a CLIP text encoder that sees the empty prompt.
"""

import json
import pathlib

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

SCALING = 0.18215
TEXT_WIDTH = 32
BEGIN, END = 512, 513


def autoencoder() -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(8, 24, 48, 64),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=8,
        sample_size=128,
        scaling_factor=SCALING,
    )


def unet(in_channels: int) -> UNet2DConditionModel:
    """Attention where a picture of 96x128 has 48 and 12 places; at 192 it costs more than it gives."""
    return UNet2DConditionModel(
        sample_size=16,
        in_channels=in_channels,
        out_channels=4,
        block_out_channels=(48, 64, 96),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 2, 3),
        cross_attention_dim=TEXT_WIDTH,
        norm_num_groups=16,
        use_linear_projection=True,
    )


def widened(small: UNet2DConditionModel) -> UNet2DConditionModel:
    """Takes picture and noisy target: the first layer's weights twice, halved (Marigold, 3.2)."""
    wide = unet(8)
    state = small.state_dict()
    state["conv_in.weight"] = torch.cat([state["conv_in.weight"]] * 2, dim=1) / 2
    wide.load_state_dict(state)
    return wide


def text_encoder() -> CLIPTextModel:
    """Never trained: for the one prompt that is used, any fixed pair of vectors serves."""
    config = CLIPTextConfig(
        vocab_size=514,
        hidden_size=TEXT_WIDTH,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=77,
        hidden_act="gelu",
        projection_dim=TEXT_WIDTH,
        bos_token_id=BEGIN,
        eos_token_id=END,
        pad_token_id=END,
    )
    with torch.random.fork_rng():
        torch.manual_seed(77)
        return CLIPTextModel(config).half()


def empty_prompt(encoder: CLIPTextModel) -> torch.Tensor:
    """[1, 2, TEXT_WIDTH], in single precision from the weights as they are stored."""
    encoder = encoder.float().eval()
    with torch.no_grad():
        return encoder(torch.tensor([[BEGIN, END]]))[0]


def scheduler(spacing: str) -> DDIMScheduler:
    return DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        clip_sample=False,
        set_alpha_to_one=False,
        steps_offset=1,
        prediction_type="v_prediction",
        timestep_spacing=spacing,
    )


def alphas() -> torch.Tensor:
    """Cumulated products of Stable Diffusion 2's schedule, [1000]."""
    return scheduler("leading").alphas_cumprod


def save(
    folder: pathlib.Path,
    kind: str,
    net: UNet2DConditionModel,
    vae: AutoencoderKL,
    text: CLIPTextModel,
) -> None:
    """Writes a diffusers folder in half precision.

    kind: "sd", "marigold-depth", "marigold-normals", "e2e-depth" or "e2e-normals".
    """
    components = {
        "unet": ["diffusers", "UNet2DConditionModel"],
        "vae": ["diffusers", "AutoencoderKL"],
        "scheduler": ["diffusers", "DDIMScheduler"],
        "text_encoder": ["transformers", "CLIPTextModel"],
        "tokenizer": ["transformers", "CLIPTokenizer"],
    }
    halved(net).save_pretrained(folder / "unet")
    halved(vae).save_pretrained(folder / "vae")
    text.half().save_pretrained(folder / "text_encoder")
    scheduler("trailing" if kind.startswith("e2e") else "leading").save_pretrained(
        folder / "scheduler"
    )
    tokenizer(folder / "tokenizer")
    index = {**pipeline(kind), **components}
    (folder / "model_index.json").write_text(json.dumps(index, indent=2) + "\n")


def pipeline(kind: str) -> dict:
    if kind == "sd":
        return {
            "_class_name": "StableDiffusionPipeline",
            "feature_extractor": [None, None],
            "image_encoder": [None, None],
            "safety_checker": [None, None],
            "requires_safety_checker": False,
        }
    task = kind.split("-")[1]
    index = {
        "_class_name": "MarigoldDepthPipeline" if task == "depth" else "MarigoldNormalsPipeline",
        "prediction_type": task,
        "default_denoising_steps": 1 if kind.startswith("e2e") else 10,
        "default_processing_resolution": 128,
    }
    if task == "depth":
        return {**index, "scale_invariant": True, "shift_invariant": True}
    return {**index, "use_full_z_range": True}


def halved(network):
    """A copy in half precision, which does not say where the original lay."""
    config = {key: value for key, value in network.config.items() if key != "_name_or_path"}
    copy = type(network).from_config(config)
    copy.load_state_dict(network.state_dict())
    return copy.half()


def tokenizer(folder: pathlib.Path) -> None:
    """Bytes and nothing else: the prompt is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    letters = [chr(letter) for letter in byte_letters()]
    vocabulary = letters + [letter + "</w>" for letter in letters]
    numbers = {word: number for number, word in enumerate(vocabulary)}
    numbers |= {"<|startoftext|>": BEGIN, "<|endoftext|>": END}
    (folder / "vocab.json").write_text(json.dumps(numbers, ensure_ascii=False) + "\n")
    (folder / "merges.txt").write_text("#version: 0.2\n")
    special = {
        "bos_token": "<|startoftext|>",
        "eos_token": "<|endoftext|>",
        "unk_token": "<|endoftext|>",
        "pad_token": "<|endoftext|>",
    }
    (folder / "special_tokens_map.json").write_text(json.dumps(special, indent=2) + "\n")
    settings = {**special, "tokenizer_class": "CLIPTokenizer", "model_max_length": 77}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n")


def byte_letters() -> list[int]:
    """The printable stand-ins that byte-level vocabularies have for the 256 bytes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return printable + [256 + place for place in range(len(others))]


def load_unet(folder: pathlib.Path) -> UNet2DConditionModel:
    """In single precision, from the stored half precision: what a stage begins with is what is kept."""
    return UNet2DConditionModel.from_pretrained(folder / "unet", torch_dtype=torch.float32)


def load_text(folder: pathlib.Path) -> CLIPTextModel:
    return CLIPTextModel.from_pretrained(folder / "text_encoder", dtype=torch.float16)


def load_vae(folder: pathlib.Path) -> AutoencoderKL:
    return AutoencoderKL.from_pretrained(folder / "vae", torch_dtype=torch.float32)
