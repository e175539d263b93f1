// What --node asks of the machine, and the programs that make the node.
import { asNodePrograms, nodePrograms } from '../../loop/node/programs.ts';
import { requirements } from '../../loop/node/requirements.ts';
import { toolPaths } from '../../tools/tool.ts';

/** @throws Error that says all that the machine lacks for a real node */
export async function realNode(): Promise<ReturnType<typeof asNodePrograms>> {
  const { missing, runc } = requirements();
  if (missing.length > 0) throw new Error(`--node needs what is not here:\n  ${missing.join('\n  ')}`);
  return asNodePrograms(await toolPaths(nodePrograms), runc);
}
