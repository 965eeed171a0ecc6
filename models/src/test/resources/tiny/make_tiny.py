# Makes this folder's contents: a complete miniature diffusers folder with the topology and flags of Stable Diffusion 2, the same UNet in
# five shards, and golden.npz with activations, step traces and complete pipeline outputs. Writes into ./tiny of the working folder.
# Made with: torch 2.13.0+cpu, diffusers 0.40.0.dev0 (58eb52c), transformers 5.18.0, NumPy and Pillow of their day; one thread, x86-64 with AVX2.
import sys, os, json, shutil
import numpy as np, torch
torch.set_num_threads(1)
from diffusers import (AutoencoderKL, UNet2DConditionModel, DDIMScheduler, LCMScheduler, MarigoldDepthPipeline, MarigoldNormalsPipeline)
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer
out='tiny'; shutil.rmtree(out,ignore_errors=True); os.makedirs(out)
def build():
    torch.manual_seed(0)
    unet=UNet2DConditionModel(sample_size=96,in_channels=8,out_channels=4,center_input_sample=False,flip_sin_to_cos=True,freq_shift=0,
      down_block_types=("CrossAttnDownBlock2D","CrossAttnDownBlock2D","CrossAttnDownBlock2D","DownBlock2D"),
      up_block_types=("UpBlock2D","CrossAttnUpBlock2D","CrossAttnUpBlock2D","CrossAttnUpBlock2D"),
      block_out_channels=(8,16,16,16),layers_per_block=2,downsample_padding=1,act_fn="silu",norm_num_groups=8,norm_eps=1e-5,
      cross_attention_dim=16,attention_head_dim=[1,2,2,2],use_linear_projection=True)
    vae=AutoencoderKL(in_channels=3,out_channels=3,down_block_types=("DownEncoderBlock2D",)*4,up_block_types=("UpDecoderBlock2D",)*4,
      block_out_channels=(8,16,16,16),layers_per_block=2,latent_channels=4,norm_num_groups=8,sample_size=768)
    vocab={chr(33+i):i for i in range(94)}
    vocab.update({chr(33+i)+'</w>':94+i for i in range(94)})
    vocab['<|startoftext|>']=188; vocab['<|endoftext|>']=189
    td=out+'/_tok'; os.makedirs(td,exist_ok=True)
    json.dump(vocab,open(td+'/vocab.json','w')); open(td+'/merges.txt','w').write('#version: 0.2\n')
    tok=CLIPTokenizer(vocab=td+'/vocab.json',merges=td+'/merges.txt',model_max_length=77)
    tc=CLIPTextConfig(vocab_size=190,hidden_size=16,intermediate_size=64,num_hidden_layers=3,num_attention_heads=2,max_position_embeddings=77,hidden_act='gelu',layer_norm_eps=1e-5,bos_token_id=188,eos_token_id=189,pad_token_id=1,projection_dim=16)
    te=CLIPTextModel(tc)
    # make norms/bias non trivial and gains larger so that outputs are not nearly constant
    g=torch.Generator().manual_seed(1)
    for m in (unet,vae,te):
        for n,p in m.named_parameters():
            with torch.no_grad():
                if p.ndim==1 and 'weight' in n: p.copy_(1+0.2*torch.randn(p.shape,generator=g))
                elif p.ndim==1: p.copy_(0.1*torch.randn(p.shape,generator=g))
                else: p.copy_(torch.randn(p.shape,generator=g)*(1.2/(p[0].numel()**.5)))
    # published SD2 text encoder: keys prefixed text_model.
    return unet.eval(),vae.eval(),te.eval(),tok
unet,vae,te,tok=build()
print('ids',tok("",padding="do_not_pad",max_length=77,truncation=True,return_tensors='pt').input_ids, sum(p.numel() for p in unet.parameters()),sum(p.numel() for p in vae.parameters()),sum(p.numel() for p in te.parameters()))
base=dict(num_train_timesteps=1000,beta_start=0.00085,beta_end=0.012,beta_schedule='scaled_linear',clip_sample=False,set_alpha_to_one=False,steps_offset=1,prediction_type='v_prediction',thresholding=False)
sch={'leading':DDIMScheduler(**base,timestep_spacing='leading'),'trailing':DDIMScheduler(**base,timestep_spacing='trailing'),'zsnr':DDIMScheduler(**base,timestep_spacing='trailing',rescale_betas_zero_snr=True),'lcm':LCMScheduler(**base)}
dp=MarigoldDepthPipeline(unet=unet,vae=vae,scheduler=sch['zsnr'],text_encoder=te,tokenizer=tok,prediction_type='depth',scale_invariant=True,shift_invariant=True,default_denoising_steps=4,default_processing_resolution=64)
npipe=MarigoldNormalsPipeline(unet=unet,vae=vae,scheduler=sch['zsnr'],text_encoder=te,tokenizer=tok,prediction_type='normals',use_full_z_range=True,default_denoising_steps=4,default_processing_resolution=64)
dp.save_pretrained(out+'/marigold-depth-tiny',safe_serialization=True)
dp.unet.save_pretrained(out+'/unet-sharded',max_shard_size='200KB')
shutil.rmtree(out+'/_tok')
dp.set_progress_bar_config(disable=True); npipe.set_progress_bar_config(disable=True)
rec={}
def put(k,v): rec[k]=np.ascontiguousarray(v.detach().numpy() if torch.is_tensor(v) else v)
rng=np.random.RandomState(7)
# smooth-ish image uint8
def img(h,w):
    yy,xx=np.mgrid[0:h,0:w]; a=np.stack([128+100*np.sin(xx/9+yy/17),128+100*np.cos(xx/13-yy/7),(xx*3+yy*5)%256],-1)+rng.randn(h,w,3)*8
    return np.clip(a,0,255).astype(np.uint8)
im=img(61,90); put('image_u8',im); im2=img(37,52); put('image2_u8',im2)
from PIL import Image
# components
ids=torch.tensor([[188,189]]); emb=te(ids)[0]; put('ids',ids); put('text_emb',emb)
emb77=te(torch.tensor([[188]+[189]*76]))[0]; put('text_emb_77eos',emb77)
with torch.no_grad():
    x=torch.randn(2,8,6,9,generator=torch.Generator().manual_seed(5)); put('unet_in',x)
    acts={}
    hs=[]
    for n,m in unet.named_modules():
        if n in('conv_in','time_embedding','down_blocks.0','down_blocks.1','down_blocks.2','down_blocks.3','mid_block','up_blocks.0','up_blocks.1','up_blocks.2','up_blocks.3','down_blocks.0.resnets.0','down_blocks.0.attentions.0','down_blocks.0.attentions.0.transformer_blocks.0'):
            hs.append(m.register_forward_hook(lambda mod,i,o,n=n: acts.__setitem__(n,(o[0] if isinstance(o,tuple) else (o.sample if hasattr(o,'sample') else o)).clone())))
    y=unet(x,999,encoder_hidden_states=emb.repeat(2,1,1)).sample; put('unet_out_t999',y)
    for n,a in acts.items(): put('act.'+n,a)
    for h in hs: h.remove()
    put('unet_out_t1',unet(x,1,encoder_hidden_states=emb.repeat(2,1,1)).sample)
    z=torch.randn(1,3,48,72,generator=torch.Generator().manual_seed(6)); put('vae_in',z)
    h=vae.encoder(z); put('vae_enc_h',h); m=vae.quant_conv(h); put('vae_moments',m); put('vae_mean',vae.encode(z).latent_dist.mode())
    put('vae_dec',vae.decode(vae.encode(z).latent_dist.mode()).sample)
    # odd size for repository pipeline (no padding)
    z2=torch.randn(1,3,43,57,generator=torch.Generator().manual_seed(8)); put('vae_in_odd',z2); put('vae_mean_odd',vae.encode(z2).latent_dist.mode()); 
    put('vae_dec_odd',vae.decode(vae.encode(z2).latent_dist.mode()).sample)
# schedulers and pipelines
def runp(name,p,sched,image,**kw):
    p.scheduler=sch[sched]
    p.empty_text_embedding=None
    o=p(Image.fromarray(image),generator=torch.Generator('cpu').manual_seed(2024),output_latent=True,output_type='np',**kw)
    put(name+'.prediction',o.prediction); put(name+'.latent',o.latent)
    if o.uncertainty is not None: put(name+'.uncertainty',o.uncertainty)
for s,n in (('zsnr',4),('zsnr',1),('trailing',1),('trailing',4),('leading',4),('leading',10),('trailing',3),('lcm',1),('lcm',4)):
    runp(f'depth.{s}.{n}',dp,s,im,num_inference_steps=n)
runp('normals.zsnr.4',npipe,'zsnr',im,num_inference_steps=4)
runp('depth.native.trailing.2',dp,'trailing',im2,num_inference_steps=2,processing_resolution=0)
runp('depth.nomatch.trailing.2',dp,'trailing',im,num_inference_steps=2,match_input_resolution=False)
runp('depth.batch3.trailing.2',dp,'trailing',im,num_inference_steps=2,ensemble_size=3,batch_size=2,output_uncertainty=True)
runp('depth.bicubic.trailing.1',dp,'trailing',im,num_inference_steps=1,resample_method_input='bicubic',resample_method_output='bicubic')
runp('normals.ens3.trailing.2',npipe,'trailing',im,num_inference_steps=2,ensemble_size=3,batch_size=1,output_uncertainty=True)
npipe.register_to_config(use_full_z_range=False); runp('normals.halfz.trailing.1',npipe,'trailing',im,num_inference_steps=1); 
# zeros latents (E2E-FT) and step by step trace
lat0=torch.zeros(1,4,6,8)
with torch.no_grad():
    dp.scheduler=sch['trailing']
    image_t,pad,orig=dp.image_processor.preprocess(Image.fromarray(im),64,'bilinear',torch.device('cpu'),torch.float32)
    put('pre.image',image_t); rec['pre.pad']=np.array(pad); rec['pre.orig']=np.array(orig)
    il,pl=dp.prepare_latents(image_t,None,torch.Generator('cpu').manual_seed(2024),1,1); put('pre.image_latent',il); put('pre.noise',pl)
    for nm,lat in (('gauss',pl),('zeros',torch.zeros_like(pl))):
        sch['trailing'].set_timesteps(1)
        v=unet(torch.cat([il,lat],1),torch.tensor(999),encoder_hidden_states=emb).sample
        st=sch['trailing'].step(v,999,lat); put(f'e2e.{nm}.v',v); put(f'e2e.{nm}.x0',st.pred_original_sample); put(f'e2e.{nm}.prev',st.prev_sample)
        put(f'e2e.{nm}.dec',vae.decode(st.pred_original_sample/0.18215).sample)
    lat=pl
    sch['zsnr'].set_timesteps(4)
    for i,t in enumerate(sch['zsnr'].timesteps):
        v=unet(torch.cat([il,lat],1),t,encoder_hidden_states=emb).sample; lat=sch['zsnr'].step(v,t,lat).prev_sample
        put(f'trace.zsnr4.{i}.v',v); put(f'trace.zsnr4.{i}.x',lat)
np.savez(out+'/golden.npz',**rec)
json.dump({k:list(map(int,v.shape)) for k,v in rec.items()},open(out+'/golden_index.json','w'),indent=0)
for k,v in rec.items(): print(k,v.shape,v.dtype,float(np.abs(v).mean()) if v.dtype!=np.uint8 else '')
