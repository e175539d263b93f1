// A build takes minutes: a terminal shows one live line with the seconds, a log has each step once.

/** Starts a step; the function that it returns ends it, with what came out. */
export type Progress = (step: string) => (outcome: string) => void;

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const eraseLine = '\r\u001B[K';

export function progressOn(output: Output): Progress {
  return (step) => {
    if (!output.isTTY) {
      output.write(`${step} ...\n`);
      return (outcome) => output.write(`${outcome}\n`);
    }
    const started = Date.now();
    const draw = () => output.write(`${eraseLine}${step} ... ${Math.round((Date.now() - started) / 1000)} s`);
    draw();
    const timer = setInterval(draw, 1000).unref();
    return (outcome) => {
      clearInterval(timer);
      output.write(`${eraseLine}${outcome}\n`);
    };
  };
}
