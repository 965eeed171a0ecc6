# Makes ensemble.npz: members, the ensembles of diffusers, values of the objective in double precision, and normals.
# Made with: torch 2.13.0+cpu, diffusers 0.40.0.dev0 (58eb52c), SciPy 1.17.1, NumPy of its day; one thread, x86-64 with AVX2.
import numpy as np, torch
torch.set_num_threads(1)
from diffusers import MarigoldDepthPipeline, MarigoldNormalsPipeline
rng=np.random.RandomState(3); H,W,N=48,64,5
yy,xx=np.mgrid[0:H,0:W]; gt=.5+.25*np.sin(xx/11)*np.cos(yy/9)+.2*(yy/H)
s=1+.15*rng.randn(N); t=.05*rng.randn(N)
d=np.stack([np.clip(s[i]*gt*.6+t[i]+.1+.01*rng.randn(H,W),0,1) for i in range(N)])[:,None].astype(np.float32)
D=torch.tensor(d); r={'members':d}
for red in('median','mean'):
  for (si,sh) in((True,True),(True,False)):
    p,u=MarigoldDepthPipeline.ensemble_depth(D,si,sh,output_uncertainty=True,reduction=red)
    k=f'{red}.{"affine" if sh else "scale"}'; r[k+'.pred']=p.numpy(); r[k+'.unc']=u.numpy()
# objective at init and at perturbed params (float64 evaluation of exact formula)
def cost(par,red,sh,dd,dtype):
    dd=dd.astype(dtype).reshape(N,-1); 
    if sh: a=dd*par[:N,None].astype(dtype)+par[N:,None].astype(dtype)
    else: a=dd*par[:,None].astype(dtype)
    c=0.
    for i in range(N):
        for j in range(i+1,N): c+=float(np.sqrt(np.mean((a[i]-a[j])**2)))
    p=np.sort(a,0)[(N-1)//2] if red=='median' else a.mean(0)
    return c+0.02*(abs(float(p.min()))+abs(1-float(p.max())))
mn=d.reshape(N,-1).min(1).astype(np.float64); mx=d.reshape(N,-1).max(1).astype(np.float64)
s0=1/np.maximum(mx-mn,1e-6); init=np.concatenate([s0,-s0*mn]); init2=1/np.maximum(mx,1e-6)
r['init.affine']=init; r['init.scale']=init2
for red in('median','mean'):
    r[f'cost.init.affine.{red}']=np.float64(cost(init,red,True,d,np.float64)); r[f'cost.init.scale.{red}']=np.float64(cost(init2,red,False,d,np.float64))
    pert=init*1.01+0.003; r['pert']=pert; r[f'cost.pert.affine.{red}']=np.float64(cost(pert,red,True,d,np.float64))
    print(red,r[f'cost.init.affine.{red}'],r[f'cost.init.scale.{red}'],r[f'cost.pert.affine.{red}'])
nm=rng.randn(4,3,12,16)*.25; nm[:,2]+=1; nm=(nm/np.linalg.norm(nm,axis=1,keepdims=True)).astype(np.float32); r['n.members']=nm
for red in('closest','mean'):
    p,u=MarigoldNormalsPipeline.ensemble_normals(torch.tensor(nm),True,red); r[f'n.{red}.pred']=p.numpy(); r[f'n.{red}.unc']=u.numpy()
np.savez('ensemble.npz',**r)
print({k:(v.shape if hasattr(v,'shape') else v) for k,v in r.items()})
