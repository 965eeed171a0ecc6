# Needs torch 2.13.0, numpy 2.4 and diffusers 0.40.0.dev0; writes scheduler_tables.json into the working folder.
import json, numpy as np, torch
from diffusers import DDIMScheduler, LCMScheduler
base=dict(num_train_timesteps=1000,beta_start=0.00085,beta_end=0.012,beta_schedule='scaled_linear',clip_sample=False,set_alpha_to_one=False,steps_offset=1,prediction_type='v_prediction',thresholding=False)
out={}
for zsnr in (False,True):
    for sp in ('leading','trailing','linspace'):
        for n in (1,2,3,4,5,8,10,20,25,50):
            s=DDIMScheduler(**base,timestep_spacing=sp,rescale_betas_zero_snr=zsnr); s.set_timesteps(n)
            ts=s.timesteps.tolist(); ab=[float(s.alphas_cumprod[t]) for t in ts]
            prev=[t-1000//n for t in ts]; abp=[float(s.alphas_cumprod[p]) if p>=0 else float(s.final_alpha_cumprod) for p in prev]
            out[f'ddim/{"zsnr" if zsnr else "plain"}/{sp}/{n}']=dict(timesteps=ts,alpha_bar=ab,alpha_bar_hex=[np.float32(a).view(np.uint32).item() for a in ab],prev=prev,alpha_bar_prev=abp)
s=DDIMScheduler(**base); z=DDIMScheduler(**base,rescale_betas_zero_snr=True)
out['alphas_cumprod_plain']=[float(x) for x in s.alphas_cumprod]; out['alphas_cumprod_zsnr']=[float(x) for x in z.alphas_cumprod]
for n in (1,2,4,8):
    l=LCMScheduler(**base); l.set_timesteps(n); ts=l.timesteps.tolist()
    out[f'lcm/{n}']=dict(timesteps=ts,alpha_bar=[float(l.alphas_cumprod[t]) for t in ts],c_skip=[float(l.get_scalings_for_boundary_condition_discrete(t)[0]) for t in ts],c_out=[float(l.get_scalings_for_boundary_condition_discrete(t)[1]) for t in ts])
json.dump(out,open('scheduler_tables.json','w'),indent=0)
for k in ('ddim/plain/leading/1','ddim/plain/leading/2','ddim/plain/leading/4','ddim/plain/leading/10','ddim/plain/leading/50','ddim/plain/trailing/1','ddim/plain/trailing/2','ddim/plain/trailing/4','ddim/plain/trailing/10','ddim/plain/trailing/50','ddim/zsnr/trailing/1','ddim/zsnr/trailing/2','ddim/zsnr/trailing/4','ddim/zsnr/trailing/10','ddim/plain/linspace/1','ddim/plain/linspace/2','ddim/plain/linspace/4','ddim/plain/linspace/10','lcm/1','lcm/2','lcm/4'):
    v=out[k]; print(k, v['timesteps']); print('   ab', [f'{a:.9g}' for a in v['alpha_bar']]); 
    if 'prev' in v: print('   prev',v['prev'][:3],'...',v['prev'][-2:],'abp',[f'{a:.9g}' for a in v['alpha_bar_prev']][:4],[f'{a:.9g}' for a in v['alpha_bar_prev']][-1:])
    if 'c_skip' in v: print(v['c_skip'],v['c_out'])
print('final',float(s.final_alpha_cumprod),float(z.final_alpha_cumprod), float(z.alphas_cumprod[999]), float(z.alphas_cumprod[998]), z.betas[999].item())
for t in (0,1,19,249,499,749,998,999): print(t,f'{float(s.alphas_cumprod[t]):.9g}',f'{float(z.alphas_cumprod[t]):.9g}')
