import { synthOf } from './commands/bench/synth.ts';
const n = Number(process.argv[2] ?? 400);
synthOf(50);
for (let i=0;i<4;i++){ const c=process.cpuUsage(); const t=synthOf(n); const d=process.cpuUsage(c); console.log('wall',(t/n).toFixed(2),'cpu user',(d.user/1000/n).toFixed(2),'sys',(d.system/1000/n).toFixed(2)); }
