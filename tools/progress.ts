// A build takes minutes: a terminal shows one live line with the seconds, a log has each step once.

/** Starts a step; the function that it returns ends it, with what came out. */
export type Progress = (step: string) => (outcome: string) => void;

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const eraseLine = '\r\u001B[K';

export function progressOn(output: Output): Progress {
  return output.isTTY ? live(output) : log(output);
}

function log(output: Output): Progress {
  return (step) => {
    output.write(`${step} ...\n`);
    return (outcome) => output.write(`${outcome}\n`);
  };
}

/** All that is going on in one line, and each outcome above it. */
function live(output: Output): Progress {
  const steps = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    const texts = [...steps].map(([step, started]) => `${step} ... ${Math.round((Date.now() - started) / 1000)} s`);
    output.write(`${eraseLine}${texts.join(', ')}`);
  };
  return (step) => {
    steps.set(step, Date.now());
    timer ??= setInterval(draw, 1000).unref();
    draw();
    return (outcome) => {
      steps.delete(step);
      output.write(`${eraseLine}${outcome}\n`);
      if (steps.size > 0) return draw();
      clearInterval(timer);
      timer = undefined;
    };
  };
}
